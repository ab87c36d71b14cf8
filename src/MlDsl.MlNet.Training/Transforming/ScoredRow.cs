using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet;

/// <summary>A row of a table, and what a model says of it.</summary>
internal sealed class ScoredRow(ModelMapper mapper, DataViewRow input, bool[] active) : DataViewRow
{
    private readonly ScoredColumns? scores = mapper.IsScored(active) ? mapper.On(input) : null;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override DataViewSchema Schema => mapper.OutputSchema;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => active[mapper.Check(column)];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => mapper.Getter<TValue>(column, input, scores, active);

    protected override void Dispose(bool disposing)
    {
        if (disposing) input.Dispose();
        base.Dispose(disposing);
    }
}
