using System.Runtime.CompilerServices;
using MlDsl.Columns;

namespace MlDsl;

/// <summary>
/// Where the values of a row lie in its bytes: at the front those of one size, each at a place of its own, and for a text or a vector where it begins behind the
/// front and how long it is. A process reads only what it wrote, so values lie as in memory.
/// </summary>
internal sealed class SpoolLayout(int columns)
{
    private readonly int[] places = new int[columns];
    private readonly bool[] isOptional = new bool[columns];
    private readonly IReadOnlyList<string>?[] names = new IReadOnlyList<string>?[columns];

    /// <summary>The columns that a source holds; windows over time are none.</summary>
    public int Columns => columns;

    /// <summary>The bytes of the front.</summary>
    public int Front { get; private set; }

    /// <summary>Where the value of a column lies.</summary>
    public int PlaceOf(int column) => places[column];

    /// <summary>Whether what lies there may be missing.</summary>
    public bool IsOptional(int column) => isOptional[column];

    /// <summary>The members of a column's enum, which lie as their number from 1; 0 is missing. Null for other columns.</summary>
    public IReadOnlyList<string>? NamesOf(int column) => names[column];

    private void Add(int column, int size, bool mayMiss = false, IReadOnlyList<string>? members = null)
    {
        if (column >= columns) return;
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

        public void Class<TColumn>(int column, IReadOnlyList<string> names) where TColumn : struct, IColumnOf<TRow, int> => layout.Add(column, sizeof(int), false, names);

        public void Vector<T, TColumn>(int column) where T : struct, System.Numerics.INumberBase<T> where TColumn : struct, IVectorColumnOf<TRow, T> => layout.Add(column, Reference);

        public void SparseVector<T, TColumn>(int column) where T : struct, System.Numerics.INumberBase<T> where TColumn : struct, IVectorColumnOf<TRow, T?> =>
            layout.Add(column, Reference);
    }
}
