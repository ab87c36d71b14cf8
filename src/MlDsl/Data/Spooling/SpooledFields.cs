using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlDsl;

/// <summary>The values of a row that a <see cref="SpoolWriter{TRow}"/> wrote, as they were: nothing is converted, and none is refused.</summary>
internal sealed class SpooledFields(SpoolLayout layout)
{
    private readonly TextPool pool = new();
    private readonly Array?[] members = new Array?[layout.Columns];
    private byte[] buffer = [];
    private int start;

    /// <summary>Goes to a row that begins behind its length.</summary>
    public void Move(byte[] rows, int at) => (buffer, start) = (rows, at);

    public string? TextOrNull(int column)
    {
        var (at, info) = Reference(column);
        if (info < 0) return null;
        int length = info >> 1;
        return (info & 1) == 0 ? pool.Get(buffer.AsSpan(start + at, length)) : new string(MemoryMarshal.Cast<byte, char>(buffer.AsSpan(start + at, length * 2)));
    }

    public T? ValueOrNull<T>(int column) where T : struct => layout.IsOptional(column) ? At<T?>(column) : At<T>(column);

    public T? EnumerationOrNull<T>(int column) where T : struct, Enum
    {
        int number = At<int>(column);
        if (number == 0) return null;
        members[column] ??= Array.ConvertAll([.. layout.NamesOf(column)!], static name => Enum.Parse<T>(name));
        return ((T[])members[column]!)[number - 1];
    }

    /// <summary>A value that a method of the row type reads elsewhere.</summary>
    public T? Own<T>(int column)
    {
        if (typeof(T) == typeof(string)) return (T?)(object?)TextOrNull(column);
        if (layout.NamesOf(column) is not { } names) return At<T>(column);
        int number = At<int>(column);
        if (number == 0) return default;
        Type type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        members[column] ??= Array.ConvertAll([.. names], name => Enum.Parse(type, name));
        return (T)((object[])members[column]!)[number - 1];
    }

    /// <summary>The elements of a vector; null where it is missing as a whole.</summary>
    /// <param name="column">The column.</param>
    /// <param name="missing">Of a vector whose elements may be missing, takes which are; null for every other.</param>
    public T[]? VectorOrNull<T>(int column, bool[]? missing) where T : struct, INumberBase<T>
    {
        var (at, length) = Reference(column);
        if (length < 0) return null;
        var elements = new T[length];
        for (int i = 0; i < length; i++)
        {
            if (missing is null)
            {
                elements[i] = Unsafe.ReadUnaligned<T>(ref buffer[start + at + i * Unsafe.SizeOf<T>()]);
                continue;
            }
            T? element = Unsafe.ReadUnaligned<T?>(ref buffer[start + at + i * Unsafe.SizeOf<T?>()]);
            (elements[i], missing[i]) = (element.GetValueOrDefault(), element is null);
        }
        return elements;
    }

    private T At<T>(int column) => Unsafe.ReadUnaligned<T>(ref buffer[start + layout.PlaceOf(column)]);

    private (int At, int Length) Reference(int column)
    {
        ReadOnlySpan<byte> place = buffer.AsSpan(start + layout.PlaceOf(column));
        return (MemoryMarshal.Read<int>(place), MemoryMarshal.Read<int>(place[sizeof(int)..]));
    }
}
