using System.Globalization;

namespace MlDsl.Expressions;

/// <summary>Constants as text in the invariant culture; of a character its number.</summary>
internal static class StepText
{
    /// <summary>The constant that a text spells; null where it spells none of the kind.</summary>
    public static StepValue? Read(StepKind kind, string text) => kind switch
    {
        StepKind.Text => StepValue.Of(text),
        StepKind.Flag => text is "true" or "false" ? StepValue.Of(text == "true") : null,
        StepKind.Float => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float single) ? StepValue.Of(single) : null,
        StepKind.Double => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? StepValue.Of(number) : null,
        StepKind.Decimal => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact) ? StepValue.Of(exact) : null,
        StepKind.ULong => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong large) ? StepValue.Of(unchecked((long)large)) : null,
        StepKind.Half => null,
        _ => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer) && Holds(kind, integer) ? StepValue.Of(integer) : null,
    };

    /// <summary>Whether an integer type other than <c>ulong</c> holds a value.</summary>
    public static bool Holds(StepKind kind, long value) => kind switch
    {
        StepKind.SByte => value is >= sbyte.MinValue and <= sbyte.MaxValue,
        StepKind.Byte => value is >= byte.MinValue and <= byte.MaxValue,
        StepKind.Short => value is >= short.MinValue and <= short.MaxValue,
        StepKind.UShort or StepKind.Char => value is >= ushort.MinValue and <= ushort.MaxValue,
        StepKind.Int => value is >= int.MinValue and <= int.MaxValue,
        StepKind.UInt => value is >= uint.MinValue and <= uint.MaxValue,
        _ => true,
    };
}
