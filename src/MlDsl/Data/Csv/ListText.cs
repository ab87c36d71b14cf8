namespace MlDsl;

/// <summary>
/// The parts of a list that stands in one field: <c>[0.1, 0.2]</c>, <c>0.1;0.2</c>, <c>(0.1 | 0.2)</c> or <c>0.1 0.2</c>. The separator is the first
/// of <c>;</c>, <c>|</c> and <c>,</c> that occurs, the comma only where numbers do not have it; else it is the blanks between.
/// </summary>
internal ref struct ListText
{
    private const byte Blanks = 0;
    private readonly byte separator;
    private ReadOnlySpan<byte> rest;
    private bool isEnded;

    public ListText(ReadOnlySpan<byte> text, NumberFormat? format)
    {
        rest = Trim(text);
        if (rest.Length >= 2 && (rest[0], rest[^1]) is ((byte)'[', (byte)']') or ((byte)'(', (byte)')') or ((byte)'{', (byte)'}')) rest = Trim(rest[1..^1]);
        bool hasComma = format is not null && (format.DecimalSeparator == ',' || format.GroupSeparators.Contains(',', StringComparison.Ordinal));
        separator = rest.Contains((byte)';') ? (byte)';' : rest.Contains((byte)'|') ? (byte)'|' : !hasComma && rest.Contains((byte)',') ? (byte)',' : Blanks;
        isEnded = rest.IsEmpty;
    }

    /// <summary>The part that <see cref="MoveNext"/> moved to, without blanks around it.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    public bool MoveNext()
    {
        if (isEnded) return false;
        int end = separator == Blanks ? rest.IndexOfAny(" \t\r\n"u8) : rest.IndexOf(separator);
        isEnded = end < 0;
        Current = Trim(isEnded ? rest : rest[..end]);
        if (!isEnded) rest = separator == Blanks ? rest[end..].TrimStart(" \t\r\n"u8) : rest[(end + 1)..];
        return true;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8);
}
