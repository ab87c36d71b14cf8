using System.Globalization;

namespace MlDsl.Training;

/// <summary>Labels that nobody looks at, and the clusters as the classes of predictions.</summary>
/// <typeparam name="TLabel">The label's type.</typeparam>
/// <param name="names">The clusters' names; empty before they are found.</param>
internal sealed class ClusterCodes<TLabel>(IReadOnlyList<string> names) : LabelCodes<TLabel>
{
    public override int Classes => names.Count;

    public override IReadOnlyList<string> Names => names;

    public override float Encode(TLabel label) => 0;

    /// <summary>What <paramref name="count"/> clusters are called: their numbers from 0.</summary>
    public static string[] NamesOf(int count) => [.. Enumerable.Range(0, count).Select(static i => i.ToString(CultureInfo.InvariantCulture))];
}
