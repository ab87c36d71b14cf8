using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's StringNormalizer: leaves stop words out and changes the case. Case is changed without regard to a culture.</summary>
[Operator("StringNormalizer", 10, Ignores = ["locale"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StringNormalizer : Operator
{
    private readonly HashSet<string> stopwords;
    private readonly string action;
    private readonly bool isCaseSensitive;

    /// <param name="caseChangeAction"><c>LOWER</c>, <c>UPPER</c> or <c>NONE</c>.</param>
    /// <param name="isCaseSensitive">Whether stop words are compared as they are written.</param>
    /// <param name="stopwords">The words that are left out.</param>
    /// <exception cref="OperatorException">The action is another one.</exception>
    public StringNormalizer(string caseChangeAction = "NONE", long isCaseSensitive = 0, string[]? stopwords = null)
    {
        if (caseChangeAction is not ("LOWER" or "UPPER" or "NONE")) throw Error($"case_change_action is '{caseChangeAction}'; LOWER, UPPER or NONE is expected");
        action = caseChangeAction;
        this.isCaseSensitive = isCaseSensitive != 0;
        this.stopwords = new HashSet<string>(stopwords ?? [], this.isCaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Normalizes.</summary>
    /// <param name="x">[C] or [1, C].</param>
    /// <param name="y">What is left of it; one empty text where nothing is.</param>
    public void Run(Tensor<string> x, [Result] Tensor<string> y)
    {
        if (x.Rank is not (1 or 2) || (x.Rank == 2 && x.Size(0) != 1)) throw Error($"the input has the shape {ShapeText.Of(x)}; [C] or [1, C] is expected");
        int kept = 0;
        foreach (string text in x.Values)
            if (!stopwords.Contains(text)) kept++;
        if (x.Rank == 2) y.Resize(1, Math.Max(1, kept));
        else y.Resize(Math.Max(1, kept));
        if (kept == 0) y.Values[0] = "";
        int at = 0;
        foreach (string text in x.Values)
            if (!stopwords.Contains(text)) y.Values[at++] = Change(text);
    }

#pragma warning disable CA1308 // Lower case is what is asked for.
    private string Change(string text) => action switch
    {
        "LOWER" => text.ToLowerInvariant(),
        "UPPER" => text.ToUpperInvariant(),
        _ => text,
    };
#pragma warning restore CA1308
}
