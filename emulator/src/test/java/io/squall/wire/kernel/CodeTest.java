package io.squall.wire.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.squall.wire.kernel.Code.If;
import io.squall.wire.kernel.Code.Op;
import io.squall.wire.kernel.Code.Size;
import org.junit.jupiter.api.Test;

/** Encodings as in RFC 9669, §4. */
class CodeTest {
    @Test
    void each_kind_of_instruction_has_its_eight_bytes() {
        long[] program = new Code()
                .op(Op.MOV, Code.R1, -1)
                .opr(Op.ADD, Code.R6, Code.R7)
                .swap(Code.R4, 64)
                .load(Size.B4, Code.R2, Code.R1, 4)
                .store(Size.B8, Code.R9, -8, Code.R3)
                .storeValue(Size.B2, Code.R9, 16, 7)
                .now()
                .assembled();
        assertThat(program)
                .containsExactly(
                        0xFFFF_FFFF_0000_01b7L,
                        0x0000_0000_0000_760fL,
                        0x0000_0040_0000_04dcL,
                        0x0000_0000_0004_1261L,
                        0x0000_0000_fff8_397bL,
                        0x0000_0007_0010_096aL,
                        0x0000_0005_0000_0085L);
    }

    @Test
    void a_constant_and_the_address_of_a_map_take_two_instructions() {
        assertThat(new Code().constant(Code.R1, 0x1122_3344_5566_7788L).assembled())
                .containsExactly(0x5566_7788_0000_0118L, 0x1122_3344_0000_0000L);
        assertThat(new Code().map(Code.R6, 9, 64).assembled())
                .containsExactly(0x0000_0009_0000_2618L, 0x0000_0040_0000_0000L);
    }

    @Test
    void a_jump_leads_forward_to_its_label() {
        long[] program = new Code()
                .jump(If.EQ, Code.R1, 5, "end")
                .jumpr(If.GT, Code.R1, Code.R2, "end")
                .op(Op.ADD, Code.R1, 1)
                .label("end")
                .exit(2)
                .assembled();
        assertThat(program[0]).isEqualTo(0x0000_0005_0002_0115L);
        assertThat(program[1]).isEqualTo(0x0000_0000_0001_212dL);
        assertThat(program).endsWith(0x0000_0002_0000_00b7L, 0x0000_0000_0000_0095L);
    }

    @Test
    void a_jump_back_or_to_nowhere_is_no_program() {
        assertThatThrownBy(() -> new Code().label("a").exit(0).jump("a").assembled())
                .hasMessage("no way forward to the label a");
        assertThatThrownBy(() -> new Code().jump("b").exit(0).assembled()).hasMessage("no way forward to the label b");
        assertThatThrownBy(() -> new Code().label("a").label("a")).hasMessage("two labels a");
    }
}
