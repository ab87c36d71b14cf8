namespace MlDsl;

/// <summary>What a method marked <see cref="ReadsAttribute"/> may give, and the words where it does not.</summary>
internal static class OwnReading
{
    public const string WayOut = "correct the text or the method";

    /// <summary>Whether an exception can be about the text; others, a cancellation among them, are nobody's to wrap.</summary>
    public static bool IsOfTheText(Exception problem) => problem is FormatException or ArgumentException or ArithmeticException or InvalidOperationException
        or InvalidCastException or KeyNotFoundException or IndexOutOfRangeException or NotSupportedException or InvalidDataException;

    /// <summary>The problem of a text at which the method threw.</summary>
    public static string Threw(Exception problem, ReadOnlySpan<byte> text) =>
        $"the method marked [Reads] threw {problem.GetType().Name} ({problem.Message}) for '{Shown(text)}'";

    /// <summary>The problem of a value that no column has; null where there is none.</summary>
    public static string? Fault<T>(T value, bool isNullable, ReadOnlySpan<byte> text)
    {
        string? fault = value switch
        {
            null => isNullable ? null : "null",
            float number when !float.IsFinite(number) => "a number that is not finite",
            double number when !double.IsFinite(number) => "a number that is not finite",
            Half number when !Half.IsFinite(number) => "a number that is not finite",
            DateTime { Kind: DateTimeKind.Local } => "a local time, which depends on the machine's zone,",
            _ => null,
        };
        return fault is null ? null : $"the method marked [Reads] gave {fault} for '{Shown(text)}'";
    }

    private static string Shown(ReadOnlySpan<byte> text) => Visible.Of(System.Text.Encoding.UTF8.GetString(text));
}
