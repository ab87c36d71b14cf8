using Microsoft.ML;
using Microsoft.ML.Data;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>Goes through encoded rows once. Nothing is allocated for a row.</summary>
/// <param name="view">The view.</param>
/// <param name="active">Which of its columns are read.</param>
/// <param name="blocks">The rows of the design, those that are left out among them.</param>
internal sealed class DesignCursor(DesignView view, bool[] active, IEnumerable<FeatureBlock> blocks) : DataViewRowCursor
{
    private readonly IEnumerator<FeatureBlock> pass = blocks.GetEnumerator();
    private FeatureBlock? block;
    private int index, row = -1;
    private long position = -1;

    public override long Position => position;

    public override long Batch => 0;

    public override DataViewSchema Schema => view.Schema;

    public override bool MoveNext()
    {
        do
        {
            row++;
            if (block is null || ++index >= block.Rows)
            {
                if (!pass.MoveNext())
                {
                    (block, position) = (null, -1);
                    return false;
                }
                (block, index) = (pass.Current, 0);
            }
        }
        while (view.IsLeftOut(row));
        position++;
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)position, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!active[column.Index]) throw new ArgumentException($"The column '{column.Name}' is not among those that the cursor was asked for", nameof(column));
        Delegate getter = column.Name switch
        {
            DesignView.Features => (ValueGetter<VBuffer<float>>)Features,
            DesignView.Weight => (ValueGetter<float>)((ref float value) => value = view.WeightOf(row)),
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

    private FeatureBlock Here => block ?? throw new InvalidOperationException("The cursor stands on no row; call MoveNext, and read while it says true");

    private float Label => Here.Labels[index];

    private void Features(ref VBuffer<float> vector)
    {
        FeatureBlock here = Here;
        int start = here.RowStart[index], entries = here.RowStart[index + 1] - start;
        VBufferEditor<float> editor = VBufferEditor.Create(ref vector, view.Width, entries);
        here.Values.Slice(start, entries).CopyTo(editor.Values);
        // A row of all positions has no list of them.
        if (entries < view.Width) here.Positions.Slice(start, entries).CopyTo(editor.Indices);
        vector = editor.Commit();
    }
}
