using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using MlDsl.Columns;

namespace MlDsl;

/// <summary>Puts rows as bytes behind each other: each row's length, then the row as its <see cref="SpoolLayout"/> says.</summary>
internal struct SpoolWriter<TRow>(SpoolLayout layout) : IColumnVisitor<TRow>
{
    /// <summary>The most bytes of a row.</summary>
    public const int Longest = 1 << 30;

    private byte[] buffer = new byte[1 << 16];
    private int start;
    private TRow row = default!;

    /// <summary>The bytes of the rows since <see cref="Clear"/>.</summary>
    public int Length { get; private set; }

    /// <summary>A column of the row whose enum's value has no number: it is missing or has no name. −1 where there is none.</summary>
    public int Unnumbered { get; private set; }

    /// <summary>The bytes of the rows.</summary>
    public readonly ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, Length);

    /// <summary>What holds the row written last, and where it begins in it.</summary>
    public readonly (byte[] Buffer, int Start) Last => (buffer, start);

    /// <summary>Begins a row; visiting its columns writes them.</summary>
    public void Begin(TRow next)
    {
        (row, Unnumbered) = (next, -1);
        start = Length + sizeof(int);
        Take(sizeof(int) + layout.Front).Clear();
    }

    /// <summary>Ends the row.</summary>
    public readonly void End() => MemoryMarshal.Write(buffer.AsSpan(start - sizeof(int)), Length - start);

    /// <summary>Forgets the rows.</summary>
    public void Clear() => (Length, row) = (0, default!);

    public void Text<TColumn>(int column) where TColumn : struct, IColumnOf<TRow, string?>
    {
        if (column >= layout.Columns) return;
        string? text = default(TColumn).Read(row);
        if (text is null)
        {
            Refer(column, 0, -1);
            return;
        }
        // A text beyond ASCII as its characters, which need not be whole.
        bool isNarrow = Ascii.IsValid(text);
        int at = Length - start;
        Span<byte> target = Take((long)text.Length * (isNarrow ? 1 : 2));
        if (isNarrow) Encoding.ASCII.GetBytes(text, target);
        else MemoryMarshal.AsBytes(text.AsSpan()).CopyTo(target);
        Refer(column, at, (text.Length << 1) | (isNarrow ? 0 : 1));
    }

    public readonly void Value<T, TColumn>(int column) where T : struct where TColumn : struct, IColumnOf<TRow, T> => Put(column, default(TColumn).Read(row));

    public readonly void Optional<T, TColumn>(int column) where T : struct where TColumn : struct, IColumnOf<TRow, T?> => Put(column, default(TColumn).Read(row));

    public void Class<TColumn>(int column, IReadOnlyList<string> names) where TColumn : struct, IColumnOf<TRow, int>
    {
        if (column >= layout.Columns) return;
        int number = default(TColumn).Read(row);
        if (number == 0 && !layout.IsOptional(column)) throw SpoolRowException.Nameless(layout.Schema, column);
        if (number == 0) Unnumbered = column;
        Put(column, number);
    }

    public void Vector<T, TColumn>(int column) where T : struct, INumberBase<T> where TColumn : struct, IVectorColumnOf<TRow, T>
    {
        if (column < layout.Columns) PutAll(column, default(TColumn).Read(row));
    }

    public void SparseVector<T, TColumn>(int column) where T : struct, INumberBase<T> where TColumn : struct, IVectorColumnOf<TRow, T?>
    {
        if (column < layout.Columns) PutAll(column, default(TColumn).Read(row));
    }

    private void PutAll<T>(int column, Elements<T> elements)
    {
        int at = Length - start, size = Unsafe.SizeOf<T>();
        Span<byte> target = Take((long)elements.Length * size);
        for (int i = 0; i < elements.Length; i++) Unsafe.WriteUnaligned(ref target[i * size], elements[i]);
        Refer(column, at, elements.IsMissing ? -1 : elements.Length);
    }

    private readonly void Put<T>(int column, T value)
    {
        if (column < layout.Columns) Unsafe.WriteUnaligned(ref buffer[start + layout.PlaceOf(column)], value);
    }

    private readonly void Refer(int column, int at, int length)
    {
        Span<byte> place = buffer.AsSpan(start + layout.PlaceOf(column));
        MemoryMarshal.Write(place, at);
        MemoryMarshal.Write(place[sizeof(int)..], length);
    }

    private Span<byte> Take(long bytes)
    {
        long end = Length + bytes;
        if (end - start > Longest) throw new SpoolRowException(FormattableString.Invariant($"takes more than {Longest} bytes, the most of one row"), "shorten it");
        if (end > buffer.Length) Array.Resize(ref buffer, (int)Math.Min(Math.Max(end, buffer.Length * 2L), Array.MaxLength));
        Span<byte> taken = buffer.AsSpan(Length, (int)bytes);
        Length = (int)end;
        return taken;
    }
}
