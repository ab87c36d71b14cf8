using Microsoft.ML;
using Microsoft.ML.Data;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>The features of rows as generated code writes them, by what a model has learned of their columns.</summary>
internal sealed class WrittenFeatures<TRow, TInput>(IFeatureMap<TInput> map, FeaturePlan plan)
    : RowColumn<TRow>(FeatureColumns.Features, FeatureColumns.VectorOf(plan.Width), Names.OfSlots(plan.FeatureNames))
    where TRow : IFeatureRow<TRow, TInput>
    where TInput : struct
{
    private readonly int[] mayMiss = [.. new FeatureTraits(plan).Missing];

    public override Delegate Getter(RowCursor<TRow> cursor)
    {
        var sink = new RowSink();
        int width = plan.Width;
        return new ValueGetter<VBuffer<float>>((ref VBuffer<float> value) =>
        {
            TInput input = TRow.InputOf(cursor.Current);
            sink.Clear();
            TRow.WriteFeatures(in input, map, ref sink);
            // Trainers of ML.NET leave such rows out, and say nothing.
            if (sink.FirstNotFinite(mayMiss) is { } position) throw NotFinite(cursor.Number, position);
            sink.Combine();
            FeatureVector.Set(ref value, width, sink.Positions, sink.Values);
        });
    }

    private InvalidValueException NotFinite(long row, int position) => new(
        plan.Encodings.Last(e => e.Position <= position).Column,
        FormattableString.Invariant($"The feature '{plan.FeatureNames[position]}' of row {row + 1} of the data is not a finite number; correct the row, or clip the column with Min and Max"));
}
