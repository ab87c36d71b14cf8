using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>Encoded rows as ML.NET's trainers read tables: their labels, features as vectors that hold what is not 0, and weights where some are not 1.</summary>
/// <remarks>There is one cursor, in the rows' order, so that trainings do not depend on threads. A row's id is its number in the view.</remarks>
internal sealed class DesignView : IDataView
{
    private readonly IDesign design;
    private readonly float[] weights;
    private readonly bool[]? isLeftOut;
    private readonly CancellationToken cancellation;
    private readonly int count;

    /// <summary>The rows of a problem.</summary>
    /// <param name="problem">The rows, and what is predicted: numbers, flags, or keys of classes.</param>
    /// <param name="weights">The weight of each row.</param>
    /// <param name="isLeftOut">Which rows are left out; null for none.</param>
    /// <param name="cancellation">Stops every pass.</param>
    public DesignView(TrainingProblem problem, float[] weights, bool[]? isLeftOut, CancellationToken cancellation)
    {
        (design, this.weights, this.isLeftOut, this.cancellation) = (problem.Rows, weights, isLeftOut, cancellation);
        count = weights.Length - (isLeftOut?.Count(static isOut => isOut) ?? 0);
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(
            Label, problem.Target switch { TargetKind.TwoClasses => BooleanDataViewType.Instance, TargetKind.Classes => new KeyDataViewType(typeof(uint), problem.Classes), _ => NumberDataViewType.Single });
        builder.AddColumn(Features, new VectorDataViewType(NumberDataViewType.Single, design.Width));
        HasWeights = Array.Exists(weights, static weight => weight != 1);
        if (HasWeights) builder.AddColumn(Weight, NumberDataViewType.Single);
        Schema = builder.ToSchema();
    }

    /// <summary>The names of the columns.</summary>
    public const string Label = "Label", Features = "Features", Weight = "Weight";

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    /// <summary>Whether some row weighs other than 1.</summary>
    public bool HasWeights { get; }

    /// <summary>The column of weights; null where all are 1.</summary>
    public string? WeightName => HasWeights ? Weight : null;

    /// <summary>What a pass failed with, which ML.NET may have wrapped.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    public long? GetRowCount() => count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        ArgumentNullException.ThrowIfNull(columnsNeeded);
        var active = new bool[Schema.Count];
        foreach (DataViewSchema.Column column in columnsNeeded) active[column.Index] = true;
        return new DesignCursor(this, active, Blocks());
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    /// <summary>Whether a row of the design is none of the view.</summary>
    public bool IsLeftOut(int row) => isLeftOut is not null && isLeftOut[row];

    /// <summary>The weight of a row of the design.</summary>
    public float WeightOf(int row) => weights[row];

    /// <summary>The positions of a feature vector.</summary>
    public int Width => design.Width;

    private IEnumerable<FeatureBlock> Blocks()
    {
        using IEnumerator<FeatureBlock> pass = design.Blocks(cancellation).GetEnumerator();
        while (Next(pass)) yield return pass.Current;
    }

    private bool Next(IEnumerator<FeatureBlock> pass)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            return pass.MoveNext();
        }
        catch (Exception e)
        {
            Failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }
}
