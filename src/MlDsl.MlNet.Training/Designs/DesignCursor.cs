using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet;

/// <summary>Goes through encoded rows once. Nothing is allocated for a row.</summary>
/// <param name="view">The view.</param>
/// <param name="active">Which of its columns are read.</param>
/// <param name="rows">The rows.</param>
internal sealed class DesignCursor(DesignView view, bool[] active, IEnumerable<DesignRow> rows) : DataViewRowCursor
{
    private readonly IEnumerator<DesignRow> pass = rows.GetEnumerator();
    private DesignRow? current;
    private long position = -1;

    public override long Position => position;

    public override long Batch => 0;

    public override DataViewSchema Schema => view.Schema;

    public override bool MoveNext()
    {
        bool moved = pass.MoveNext();
        current = moved ? pass.Current : null;
        position = moved ? position + 1 : -1;
        return moved;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Current.Number, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!active[column.Index]) throw new ArgumentException($"The column '{column.Name}' is not among those that the cursor was asked for", nameof(column));
        Range stretch = view.StretchOf(column);
        Delegate getter = column.Name switch
        {
            _ when column.Type is VectorDataViewType => Features(stretch.Start.Value, stretch.End.Value),
            FeatureColumns.Weight => (ValueGetter<float>)((ref float value) => value = view.WeightOf(Current.Number)),
            FeatureColumns.Group => (ValueGetter<uint>)((ref uint value) => value = 1 + (uint)view.QueryOf(Current.Number)),
            _ when column.Type is KeyDataViewType => (ValueGetter<uint>)((ref uint value) => value = 1 + (uint)Label),
            _ when column.Type is BooleanDataViewType => (ValueGetter<bool>)((ref bool value) => value = Label > 0),
            _ => (ValueGetter<float>)((ref float value) => value = Label),
        };
        return getter as ValueGetter<TValue> ?? throw new InvalidOperationException($"The column '{column.Name}' is a {column.Type}, and is read as {typeof(TValue)}");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) pass.Dispose();
        base.Dispose(disposing);
    }

    private DesignRow Current => current ?? throw new InvalidOperationException("The cursor stands on no row; call MoveNext, and read while it says true");

    private float Label => Current.Block.Labels[Current.Index];

    // A column of the positions from one up to another. A row that holds all of them has no list of them.
    private ValueGetter<VBuffer<float>> Features(int from, int to) => (ref VBuffer<float> vector) =>
    {
        DesignRow row = Current;
        int start = row.Block.RowStart[row.Index];
        ReadOnlySpan<int> all = row.Block.Positions[start..row.Block.RowStart[row.Index + 1]];
        int first = Before(all, from), entries = Before(all, to) - first;
        VBufferEditor<float> editor = VBufferEditor.Create(ref vector, to - from, entries);
        row.Block.Values.Slice(start + first, entries).CopyTo(editor.Values);
        if (entries < to - from)
            for (int i = 0; i < entries; i++) editor.Indices[i] = all[first + i] - from;
        vector = editor.Commit();
    };

    // How many positions are below one.
    private static int Before(ReadOnlySpan<int> ascending, int position) => position == 0 ? 0 : ascending.BinarySearch(position) is var found && found < 0 ? ~found : found;
}
