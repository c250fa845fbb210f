package io.squall.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class SourceAddressTest {
    @Test
    void anAddressLeadsBackToItsSource() {
        for (int source = 0; source < SourceAddress.MAX_SOURCES; source += 251) {
            assertThat(SourceAddress.sourceOf(SourceAddress.of(source).getAddress()))
                    .isEqualTo(source);
        }
    }

    @Test
    void theRangeBeginsAboveTheListenersAndEndsBelowTheBroadcastAddress() {
        assertThat(SourceAddress.of(0).getAddress().getHostAddress()).isEqualTo("127.1.0.1");
        assertThat(SourceAddress.of(SourceAddress.MAX_SOURCES - 1).getAddress().getHostAddress())
                .isEqualTo("127.254.255.254");
        assertThatThrownBy(() -> SourceAddress.of(SourceAddress.MAX_SOURCES))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SourceAddress.of(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAddressThatIsNoSourcesLiesAboveEverySource() throws Exception {
        for (String address :
                new String[] {"127.0.0.1", "127.255.0.1", "127.1.0.0", "127.1.0.255", "127.0.255.254", "10.1.0.1", "::1"
                }) {
            assertThat(SourceAddress.sourceOf(InetAddress.getByName(address))).isEqualTo(SourceAddress.NO_SOURCE);
        }
    }
}
