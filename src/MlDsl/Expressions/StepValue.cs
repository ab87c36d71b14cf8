namespace MlDsl.Expressions;

/// <summary>Whether a step has a value, or why C# throws where it is asked for.</summary>
internal enum StepState : byte
{
    Missing,
    Present,
    DividesByZero,
    Overflows,
    AsksForMissing,
    IsNaN,
    BoundsAreCrossed,
    IsNoTime,
}

/// <summary>The value of a step while a row is computed. An error is a value, too: it shows only where the result needs it.</summary>
internal readonly struct StepValue
{
    private readonly long high;

    private StepValue(StepState state, long bits, long high = 0, string? text = null) => (State, Bits, this.high, Text) = (state, bits, high, text);

    public StepState State { get; }

    /// <summary>An integer, a flag as 0 or 1, or the bits of a number.</summary>
    public long Bits { get; }

    public string? Text { get; }

    public bool IsMissing => State == StepState.Missing;

    public bool IsError => State > StepState.Present;

    public bool Flag => Bits != 0;

    public float Float => BitConverter.Int32BitsToSingle((int)Bits);

    public double Double => BitConverter.Int64BitsToDouble(Bits);

    public decimal Decimal => new([(int)Bits, (int)(Bits >> 32), (int)high, (int)(high >> 32)]);

    public static StepValue Missing => default;

    public static StepValue Error(StepState state) => new(state, 0);

    public static StepValue Of(long value) => new(StepState.Present, value);

    public static StepValue Of(bool value) => new(StepState.Present, value ? 1 : 0);

    public static StepValue Of(float value) => new(StepState.Present, BitConverter.SingleToInt32Bits(value));

    public static StepValue Of(double value) => new(StepState.Present, BitConverter.DoubleToInt64Bits(value));

    public static StepValue Of(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        return new(StepState.Present, (uint)parts[0] | ((long)parts[1] << 32), (uint)parts[2] | ((long)parts[3] << 32));
    }

    public static StepValue Of(string? text) => text is null ? default : new(StepState.Present, 0, 0, text);
}
