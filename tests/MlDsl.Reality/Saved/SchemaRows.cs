using System.Diagnostics.CodeAnalysis;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.Reality.Saved;

/// <summary>Made-up rows of any schema that a model was saved with: numbers, some of them missing or at the edge, and texts that the model knows or not.</summary>
/// <param name="schema">The schema.</param>
/// <param name="texts">Texts that the model knows.</param>
/// <param name="rows">How many.</param>
internal sealed class SchemaRows(DataViewSchema schema, IReadOnlyList<string> texts, int rows) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => schema;

    public long? GetRowCount() => rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this, [.. columnsNeeded.Select(static column => column.Index)]);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    // A value depends on its row and place alone, so that every pass sees the same.
    private static Dice At(long row, int column, int slot) => new(unchecked((int)((row * 7919) + (column * 104729L) + (slot * 15485863L))), isOdd: true);

    private object Value(DataViewType type, Dice dice) => type switch
    {
        TextDataViewType => (dice.Rarely ? "Unseen, naïve TEXT 42" : dice.Rarely || texts.Count == 0 ? "" : dice.IsIn(0.1) ? string.Join(' ', texts[dice.Whole(texts.Count)], texts[dice.Whole(texts.Count)], "Straße") : texts[dice.Whole(texts.Count)]).AsMemory(),
        BooleanDataViewType => dice.IsIn(0.5),
        KeyDataViewType key => Convert.ChangeType(dice.Whole((int)Math.Min(key.Count, 1000) + 1), key.RawType, System.Globalization.CultureInfo.InvariantCulture),
        _ when type.RawType == typeof(float) => dice.Rarely ? float.NaN : dice.Rarely ? dice.Extreme() : dice.IsIn(0.2) ? dice.Whole(3) : dice.Number() * MathF.Pow(10, dice.Whole(4)),
        _ when type.RawType == typeof(double) => dice.Rarely ? double.NaN : dice.Number() * Math.Pow(10, dice.Whole(4)),
        _ => Convert.ChangeType(dice.Whole(100), type.RawType, System.Globalization.CultureInfo.InvariantCulture),
    };

    private sealed class Cursor(SchemaRows rows, HashSet<int> active) : DataViewRowCursor
    {
        private long position = -1;

        public override long Position => position;

        public override long Batch => 0;

        public override DataViewSchema Schema => rows.Schema;

        public override bool MoveNext() => position + 1 < rows.GetRowCount() && ++position >= 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)position, 0);

        [SuppressMessage("Reliability", "CA2021", Justification = "The type of a column is only known while running.")]
        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (column.Type is not VectorDataViewType vector) return (ref TValue value) => value = (TValue)rows.Value(column.Type, At(position, column.Index, 0));
            var fill = (Filler)Activator.CreateInstance(typeof(Filler<>).MakeGenericType(vector.ItemType.RawType))!;
            return (ref TValue value) => value = (TValue)fill.Fill(vector.Size, slot => rows.Value(vector.ItemType, At(position, column.Index, slot)));
        }
    }

    private abstract class Filler
    {
        public abstract object Fill(int length, Func<int, object> value);
    }

    private sealed class Filler<T> : Filler
    {
        public override object Fill(int length, Func<int, object> value) => new VBuffer<T>(length, [.. Enumerable.Range(0, length).Select(slot => (T)value(slot))]);
    }
}
