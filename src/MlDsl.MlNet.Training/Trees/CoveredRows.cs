using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>The rows that trees were grown on, by whose number in each node contributions are told.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Weights">The weight of each, of which ML.NET leaves out those of 0; null where nobody asks for the numbers.</param>
/// <param name="IsLeftOut">Which rows are left out; null for none.</param>
internal sealed record CoveredRows(IDesign Rows, float[]? Weights, bool[]? IsLeftOut)
{
    /// <summary>Whether the trees have seen a row.</summary>
    public bool Has(int row) => Weights![row] > 0 && IsLeftOut?[row] != true;
}
