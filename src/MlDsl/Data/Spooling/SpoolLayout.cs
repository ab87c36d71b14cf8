using System.Runtime.CompilerServices;
using MlDsl.Columns;

namespace MlDsl;

/// <summary>
/// Where the values of a row lie in its bytes: at the front those of one size, each at a place of its own, and for a text or a vector where it begins behind the
/// front and how long it is. A process reads only what it wrote, so values lie as in memory.
/// </summary>
internal sealed class SpoolLayout(DatasetSchema schema)
{
    private readonly int[] places = new int[schema.Stored.Count];
    private readonly bool[] isOptional = new bool[schema.Stored.Count];
    private readonly IReadOnlyList<string>?[] names = new IReadOnlyList<string>?[schema.Stored.Count];

    /// <summary>The columns of the row type.</summary>
    public DatasetSchema Schema => schema;

    /// <summary>The number of columns that a source holds; windows over time, which come behind them, are none.</summary>
    public int Columns { get; } = schema.Stored.Count;

    /// <summary>The bytes of the front.</summary>
    public int Front { get; private set; }

    /// <summary>Where the value of a column lies.</summary>
    public int PlaceOf(int column) => places[column];

    /// <summary>Whether the value may be missing.</summary>
    public bool IsOptional(int column) => isOptional[column];

    /// <summary>The members of a column's enum, which lie as their number from 1; 0 is missing. Null for other columns.</summary>
    public IReadOnlyList<string>? NamesOf(int column) => names[column];

    private void Add(int column, int size, bool mayMiss = false, IReadOnlyList<string>? members = null)
    {
        if (column >= Columns) return;
        (places[column], isOptional[column], names[column]) = (Front, mayMiss, members);
        Front += size;
    }

    /// <summary>Lays out the columns of a row type.</summary>
    public readonly struct Builder<TRow>(SpoolLayout layout) : IColumnVisitor<TRow>
    {
        /// <summary>The bytes that say where a text or a vector lies.</summary>
        private const int Reference = 8;

        public void Text<TColumn>(int column) where TColumn : struct, IColumnOf<TRow, string?> => layout.Add(column, Reference);

        public void Value<T, TColumn>(int column) where T : struct where TColumn : struct, IColumnOf<TRow, T> => layout.Add(column, Unsafe.SizeOf<T>());

        public void Optional<T, TColumn>(int column) where T : struct where TColumn : struct, IColumnOf<TRow, T?> => layout.Add(column, Unsafe.SizeOf<T?>(), true);

        public void Class<TColumn>(int column, IReadOnlyList<string> names) where TColumn : struct, IColumnOf<TRow, int> =>
            layout.Add(column, sizeof(int), layout.Schema.Columns[column].Type.EndsWith('?'), names);

        public void Vector<T, TColumn>(int column) where T : struct, System.Numerics.INumberBase<T> where TColumn : struct, IVectorColumnOf<TRow, T> => layout.Add(column, Reference);

        public void SparseVector<T, TColumn>(int column) where T : struct, System.Numerics.INumberBase<T> where TColumn : struct, IVectorColumnOf<TRow, T?> =>
            layout.Add(column, Reference);
    }
}
