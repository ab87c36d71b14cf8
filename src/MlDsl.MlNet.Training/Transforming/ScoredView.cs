using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet;

/// <summary>A table, and what a model says of its rows. Nothing is read or scored until a cursor asks.</summary>
internal sealed class ScoredView(IDataView input, ModelMapper mapper) : IDataView
{
    public DataViewSchema Schema => mapper.OutputSchema;

    public bool CanShuffle => input.CanShuffle;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = mapper.Active(columnsNeeded);
        return Over(input.GetRowCursor(Needed(active), rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = mapper.Active(columnsNeeded);
        return [.. input.GetRowCursorSet(Needed(active), n, rand).Select(cursor => Over(cursor, active))];
    }

    private Cursor Over(DataViewRowCursor cursor, bool[] active)
    {
        try
        {
            return new Cursor(mapper, cursor, active);
        }
        catch
        {
            cursor.Dispose();
            throw;
        }
    }

    private IEnumerable<DataViewSchema.Column> Needed(bool[] active) => mapper.GetDependencies(Schema.Where(column => active[column.Index]));

    private sealed class Cursor(ModelMapper mapper, DataViewRowCursor input, bool[] active) : DataViewRowCursor
    {
        private readonly ScoredColumns? scores = mapper.IsScored(active) ? mapper.On(input) : null;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override DataViewSchema Schema => mapper.OutputSchema;

        public override bool MoveNext() => input.MoveNext();

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => active[mapper.Check(column)];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => mapper.Getter<TValue>(column, input, scores, active);

        protected override void Dispose(bool disposing)
        {
            if (disposing) input.Dispose();
            base.Dispose(disposing);
        }
    }
}
