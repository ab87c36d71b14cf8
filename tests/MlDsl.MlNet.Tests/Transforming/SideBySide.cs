using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet.Tests;

/// <summary>The columns of two views of the same rows in one, as a pipeline has labels beside inputs.</summary>
internal static class SideBySide
{
    public static IDataView With(this IDataView left, IDataView right) => new Joined(left, right);

    private sealed class Joined : IDataView
    {
        private readonly IDataView left, right;

        public Joined(IDataView left, IDataView right)
        {
            (this.left, this.right) = (left, right);
            var builder = new DataViewSchema.Builder();
            builder.AddColumns(left.Schema);
            builder.AddColumns(right.Schema);
            Schema = builder.ToSchema();
        }

        public DataViewSchema Schema { get; }

        public bool CanShuffle => false;

        public long? GetRowCount() => left.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        {
            int[] needed = [.. columnsNeeded.Select(static column => column.Index)];
            return new Cursor(
                this, left.GetRowCursor(needed.Where(i => i < left.Schema.Count).Select(i => left.Schema[i])),
                right.GetRowCursor(needed.Where(i => i >= left.Schema.Count).Select(i => right.Schema[i - left.Schema.Count])), needed);
        }

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

        private sealed class Cursor(Joined view, DataViewRowCursor left, DataViewRowCursor right, int[] needed) : DataViewRowCursor
        {
            public override long Position => left.Position;

            public override long Batch => 0;

            public override DataViewSchema Schema => view.Schema;

            public override bool MoveNext() => left.MoveNext() & right.MoveNext();

            public override ValueGetter<DataViewRowId> GetIdGetter() => left.GetIdGetter();

            public override bool IsColumnActive(DataViewSchema.Column column) => needed.Contains(column.Index);

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
                column.Index < left.Schema.Count ? left.GetGetter<TValue>(left.Schema[column.Index]) : right.GetGetter<TValue>(right.Schema[column.Index - left.Schema.Count]);
        }
    }
}
