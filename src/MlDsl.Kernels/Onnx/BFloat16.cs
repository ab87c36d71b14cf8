using System.Globalization;

namespace MlDsl;

/// <summary>The upper 16 bits of a <see cref="float"/>: its range with 8 bits of precision.</summary>
/// <param name="Bits">Sign, eight exponent bits, seven fraction bits.</param>
public readonly record struct BFloat16(ushort Bits)
{
    /// <summary>Rounds to the nearest value, ties to even; NaN stays NaN.</summary>
    public static explicit operator BFloat16(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);

        // Rounding a NaN could carry into the exponent and make it infinite.
        if (float.IsNaN(value)) return new((ushort)((bits >> 16) | 0x40));
        return new((ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16));
    }

    /// <summary>Exact.</summary>
    public static implicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value.Bits << 16);

    /// <summary>Rounds to the nearest value, ties to even.</summary>
    public static BFloat16 FromSingle(float value) => (BFloat16)value;

    /// <summary>Exact.</summary>
    public float ToSingle() => this;

    /// <summary>The value as a <see cref="float"/> writes it, in the invariant culture.</summary>
    public override string ToString() => ToSingle().ToString(CultureInfo.InvariantCulture);
}
