using Microsoft.ML.Data;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>The features of a design's rows, as they are encoded.</summary>
internal sealed class DesignFeatures(int width, FeaturePlan? plan)
    : RowColumn<DesignRow>(FeatureColumns.Features, FeatureColumns.VectorOf(width), FeatureColumns.NamesOf(plan))
{
    public override Delegate Getter(RowCursor<DesignRow> cursor)
    {
        int own = width;
        return new ValueGetter<VBuffer<float>>((ref VBuffer<float> value) =>
        {
            DesignRow row = cursor.Current;
            FeatureVector.Set(ref value, own, row.Positions, row.Values);
        });
    }
}

/// <summary>What a trainer is to learn from, as ML.NET's trainers read it: the columns Label, Features, Weight where rows have weights, and GroupId of a ranking.</summary>
internal static class DesignView
{
    /// <summary>The view of a problem's rows.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="cancellation">Stops whoever reads the view.</param>
    /// <exception cref="ArgumentException">There are no features.</exception>
    public static RowView<DesignRow> Of(TrainingProblem problem, CancellationToken cancellation)
    {
        List<RowColumn<DesignRow>> columns =
        [
            FeatureColumns.LabelOf<DesignRow>(problem.Target, problem.Classes, [], static cursor => cursor.Current.Label),
            new DesignFeatures(problem.Rows.Width, problem.Plan),
        ];
        if (FeatureColumns.HasWeights(problem.Plan?.Schema)) columns.Add(FeatureColumns.WeightOf<DesignRow>(static row => row.Weight));
        if (problem.Target == TargetKind.Relevance) columns.Add(FeatureColumns.GroupOf<DesignRow>(static row => row.Group));
        return new RowView<DesignRow>(RowTable<DesignRow>.Of(new DesignRows(problem.Rows, cancellation)), columns);
    }
}
