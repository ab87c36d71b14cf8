using MlDsl.Compiler.MlNetFiles;

namespace MlDsl.Compiler.MlNetGraphs;

/// <summary>
/// A column between two steps. Its value in the graph is a tensor [rows, items] of its elements, or of 64-bit numbers for keys, and is made
/// only when something asks for it: what no output depends on leaves no trace, whatever it is.
/// </summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Type">Its type; null where the step that makes it is not compiled.</param>
/// <param name="Value">Makes the value once, and gives its name.</param>
internal sealed record GraphColumn(string Name, ColumnType? Type, Lazy<string> Value)
{
    /// <summary>What keys stand for, from the first on; null where nobody says it.</summary>
    public Array? KeyValues { get; init; }

    /// <summary>Of zeros and ones that say which key a column holds: that column and the key, item by item. Empty for other columns.</summary>
    public IReadOnlyList<(GraphColumn Keys, long Key)?> Origins { get; init; } = [];

    /// <summary>Of a predictor's scores and of what is told by them: the names of the classes. Empty for other columns.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Of words and characters: how they are made of texts. Null for other columns.</summary>
    public TextRoute? Texts { get; init; }

    /// <summary>Whether a row has as many words or characters as it has, so that there is no tensor of them.</summary>
    public bool HasWords => Texts is not null && Type is { IsVector: true };

    /// <summary>Whether a step makes it; the caller gives all others.</summary>
    public bool IsMade { get; init; } = true;

    /// <summary>Whether a predictor has part in it.</summary>
    public bool IsPredicted { get; init; }

    /// <summary>The columns that it is made of.</summary>
    public IReadOnlyList<GraphColumn> Sources { get; init; } = [];

    /// <summary>Whether a later step reads it.</summary>
    public bool IsRead { get; set; }

    /// <summary>The type, or the reason why there is none.</summary>
    /// <exception cref="RefusedException">The step that makes it is not compiled.</exception>
    public ColumnType Known
    {
        get
        {
            if (Type is null) _ = Value.Value;
            return Type ?? throw new RefusedException($"the type of the column '{Name}' is not known");
        }
    }
}
