namespace MlDsl;

/// <summary>What a percent sign beside a number means.</summary>
public enum PercentSign
{
    /// <summary>An error: the file does not say which of the two others is meant.</summary>
    Refused,

    /// <summary><c>12 %</c> is 0.12.</summary>
    Hundredths,

    /// <summary><c>12 %</c> is 12.</summary>
    Ignored,
}

/// <summary>
/// How numbers are written in a file, where not as <c>-1234.5</c>. It is declared, never guessed: <c>1.234</c> is one number in one
/// format and a thousand times as much in another. It does not depend on the machine's cultures, which differ between versions.
/// </summary>
/// <remarks>
/// Besides, U+2212 is a minus sign, and blanks of any kind may stand between sign, symbol and number. Digits are 0 to 9.
/// </remarks>
public sealed record NumberFormat
{
    private const string Blanks = " \u00A0\u2009\u202F", Apostrophes = "'\u2019";

    /// <summary>A point before the decimals and nothing else: <c>-1234.5</c>, <c>1e-7</c>.</summary>
    public static NumberFormat Plain { get; } = new();

    /// <summary>A point before the decimals; commas, blanks or apostrophes between thousands: <c>1,234.56</c>, <c>1'234.56</c>.</summary>
    public static NumberFormat DecimalPoint { get; } = new() { GroupSeparators = "," + Blanks + Apostrophes };

    /// <summary>A comma before the decimals; points, blanks or apostrophes between thousands: <c>1.234,56</c>, <c>1 234,56</c>.</summary>
    public static NumberFormat DecimalComma { get; } = new() { DecimalSeparator = ',', GroupSeparators = "." + Blanks + Apostrophes };

    /// <summary>What stands before the decimals.</summary>
    public char DecimalSeparator { get; init; } = '.';

    /// <summary>The characters that may stand between groups of digits; a number has one of them throughout. Empty for none.</summary>
    public string GroupSeparators { get; init; } = "";

    /// <summary>The digits of each group from the right; the last size repeats. <c>[3, 2]</c> is India's <c>12,34,567</c>.</summary>
    public IReadOnlyList<int> GroupSizes { get; init; } = [3];

    /// <summary>The texts of which one may stand before or behind a number: currency signs, units.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>What a percent sign means.</summary>
    public PercentSign Percent { get; init; }

    /// <summary>Whether parentheses make a number negative: <c>(1,234.56)</c>.</summary>
    public bool Parentheses { get; init; }

    /// <summary>Whether the sign may follow the number: <c>12,50-</c>.</summary>
    public bool TrailingSign { get; init; }

    /// <summary>Whether numbers are read the short way.</summary>
    internal bool IsPlain => DecimalSeparator == '.' && GroupSeparators.Length == 0 && Symbols.Count == 0
        && Percent == PercentSign.Refused && !Parentheses && !TrailingSign;

    /// <summary>The format in a few words, for messages.</summary>
    internal string Said => $"'{DecimalSeparator}' before the decimals, "
        + (GroupSeparators.Length > 0 ? $"'{Visible.Of(GroupSeparators)}' between groups" : "nothing between groups");

    /// <summary>Throws where <paramref name="option"/>, this format, contradicts itself.</summary>
    internal void Validate(string option)
    {
        Require(!IsDigitOrSign(DecimalSeparator), nameof(DecimalSeparator), "must not be a digit, a letter, a sign or a percent sign");
        Require(GroupSeparators is not null, nameof(GroupSeparators), "must be a text; the empty one has no groups");
        Require(!GroupSeparators!.Contains(DecimalSeparator), nameof(GroupSeparators), $"must not have '{DecimalSeparator}', which stands before the decimals");
        Require(!GroupSeparators.Any(IsDigitOrSign), nameof(GroupSeparators), "must not have digits, letters, signs or percent signs");
        Require(GroupSizes is { Count: > 0 } && GroupSizes.All(static s => s is > 0 and < 10), nameof(GroupSizes), "must have sizes of 1 to 9");
        Require(Symbols is not null, nameof(Symbols), "must be a list; the empty one has no symbols");
        Require(
            Symbols!.All(static s => s is { Length: > 0 } && !s.Any(char.IsDigit) && !char.IsWhiteSpace(s[0]) && !char.IsWhiteSpace(s[^1])),
            nameof(Symbols), "must be texts without digits and without blanks around them");
        Require(Enum.IsDefined(Percent), nameof(Percent), "must be a member of PercentSign");

        void Require(bool holds, string name, string what)
        {
            if (!holds) throw new ArgumentException($"{option}.{name} {what}");
        }
    }

    private static bool IsDigitOrSign(char c) => char.IsLetterOrDigit(c) || c is '-' or '+' or '\u2212' or '%' or '(' or ')';
}
