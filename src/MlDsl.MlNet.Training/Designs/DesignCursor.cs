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
        Delegate getter = column.Name switch
        {
            FeatureColumns.Features => (ValueGetter<VBuffer<float>>)Features,
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

    private void Features(ref VBuffer<float> vector)
    {
        DesignRow row = Current;
        int start = row.Block.RowStart[row.Index], entries = row.Block.RowStart[row.Index + 1] - start;
        VBufferEditor<float> editor = VBufferEditor.Create(ref vector, view.Width, entries);
        row.Block.Values.Slice(start, entries).CopyTo(editor.Values);
        // A row of all positions has no list of them.
        if (entries < view.Width) row.Block.Positions.Slice(start, entries).CopyTo(editor.Indices);
        vector = editor.Commit();
    }
}
