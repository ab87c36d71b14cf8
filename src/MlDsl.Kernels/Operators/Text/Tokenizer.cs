using System.Buffers;
using System.ComponentModel;
using System.Text;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// ONNX Runtime's Tokenizer, as ML.NET writes it for <c>TokenizeIntoWords</c> and <c>TokenizeIntoCharactersAsKeys</c>: texts become rows of tokens.
/// Separators are taken as they are written; those with a meaning as regular expressions are refused.
/// </summary>
[Operator("Tokenizer", Domain = "com.microsoft")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Tokenizer : Operator
{
    private const string First = "\u0002", Last = "\u0003", EveryCharacter = ".";

    private static readonly SearchValues<char> Meaningful = SearchValues.Create(".^$|()[]{}*+?\\");

    private readonly string[] separators;
    private readonly string padding;
    private readonly int shortest;
    private readonly bool isMarked, isByCharacter;

    /// <param name="mark">1 where each text begins with a token U+0002 and ends with U+0003.</param>
    /// <param name="mincharnum">Shorter tokens are left out: at least 1 character.</param>
    /// <param name="padValue">What fills the rows of shorter texts.</param>
    /// <param name="separators">What lies between tokens, tried in this order; one empty text for tokens of a character each.</param>
    /// <param name="tokenexp"><c>.</c> for tokens of a character each.</param>
    /// <exception cref="OperatorException">Neither or both of separators and expression are given, or one is a regular expression.</exception>
    public Tokenizer(long mark, long mincharnum, string padValue, string[]? separators = null, string tokenexp = "")
    {
        ArgumentNullException.ThrowIfNull(padValue);
        ArgumentNullException.ThrowIfNull(tokenexp);
        if (mincharnum is < 1 or > int.MaxValue) throw Error($"mincharnum is {mincharnum}; at least 1 is expected");
        bool hasSeparators = separators is { Length: > 0 };
        if (hasSeparators == tokenexp.Length > 0) throw Error("either separators or a tokenexp is expected");
        if (tokenexp.Length > 0 && tokenexp != EveryCharacter) throw Error($"the tokenexp '{tokenexp}' is a regular expression; only '{EveryCharacter}' can be calculated");
        isByCharacter = tokenexp.Length > 0 || separators is [""];
        foreach (string separator in isByCharacter ? [] : separators ?? [])
            if (separator.Length == 0 || separator.AsSpan().IndexOfAny(Meaningful) >= 0) throw Error($"the separator '{separator}' is a regular expression; plain texts can be calculated");
        (this.separators, padding, shortest, isMarked) = (separators ?? [], padValue, (int)mincharnum, mark != 0);
    }

    /// <summary>Splits.</summary>
    /// <param name="x">[C] or [N, C].</param>
    /// <param name="y">[C, D] or [N, C, D]: the longest text has D tokens.</param>
    /// <exception cref="OperatorException">The input has another rank.</exception>
    public void Run(Tensor<string> x, [Result] Tensor<string> y)
    {
        if (x.Rank is not (1 or 2)) throw Error($"the input has the shape {ShapeText.Of(x)}; [C] or [N, C] is expected");
        int width = 0;
        foreach (string text in x.Values) width = Math.Max(width, Split(text, []));
        if (isMarked && width > 0) width += 2;
        if (x.Rank == 1) y.Resize(x.Size(0), width);
        else y.Resize(x.Size(0), x.Size(1), width);
        for (int i = 0; i < x.Length; i++)
        {
            Span<string> row = y.Values.Slice(i * width, width);
            row.Fill(padding);
            int start = isMarked ? 1 : 0, count = Split(x.Values[i], width == 0 ? [] : row[start..]);
            if (!isMarked || width == 0) continue;
            row[0] = First;
            row[count + 1] = Last;
        }
    }

    // How many tokens a text has; they are written where there is room.
    private int Split(string text, Span<string> into)
    {
        if (isByCharacter) return Characters(text, into);
        int count = 0;
        Split(text, 0, ref count, into);
        return count;
    }

    private void Split(ReadOnlySpan<char> text, int separator, ref int count, Span<string> into)
    {
        if (separator == separators.Length)
        {
            if (Length(text) < shortest) return;
            if (count < into.Length) into[count] = text.ToString();
            count++;
            return;
        }
        string between = separators[separator];
        for (int at; (at = text.IndexOf(between, StringComparison.Ordinal)) >= 0; text = text[(at + between.Length)..]) Split(text[..at], separator + 1, ref count, into);
        Split(text, separator + 1, ref count, into);
    }

    private static int Characters(string text, Span<string> into)
    {
        int count = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (count < into.Length) into[count] = rune.ToString();
            count++;
        }
        return count;
    }

    private static int Length(ReadOnlySpan<char> text)
    {
        int count = 0;
        foreach (Rune _ in text.EnumerateRunes()) count++;
        return count;
    }
}
