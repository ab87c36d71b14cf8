using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Checking;

/// <summary>Something in a file of rows by which a model would seem better than it is.</summary>
/// <param name="Kind">What it is, a word for programs.</param>
/// <param name="Columns">The columns that it lies in, as the file names them; none where it lies in rows.</param>
/// <param name="Problem">What was seen, with its figures.</param>
/// <param name="WayOut">What to do.</param>
internal sealed record Leak(string Kind, IReadOnlyList<string> Columns, string Problem, string WayOut)
{
    /// <summary>What it adds to a model's figures; null where nobody asked, or where it lies in no column that a model could have.</summary>
    public Impact? Impact { get; init; }

    /// <summary>Why that is not known, where somebody asked; null where it is.</summary>
    public string? Unmeasured { get; init; }

    /// <summary>A column as the file names it, for programs; its field where the file has no names.</summary>
    public static string NameOf(TextColumn column) => column.Name ?? column.Said;
}
