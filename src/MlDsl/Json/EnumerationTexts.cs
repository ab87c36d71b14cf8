using System.Runtime.CompilerServices;

namespace MlDsl.Json;

/// <summary>The members of an enum by name and by number. Once per type; looking one up allocates nothing.</summary>
internal static class EnumerationTexts<T> where T : struct, Enum
{
    /// <summary>Whether a number may be beyond a long: the enum's values are of the type ulong.</summary>
    public static readonly bool IsUnsigned = Enum.GetUnderlyingType(typeof(T)) == typeof(ulong);

    private static readonly Utf8Index Names = new(Enum.GetNames<T>());
    private static readonly T[] Values = [.. Enum.GetNames<T>().Select(static n => Enum.Parse<T>(n))];
    private static readonly HashSet<long> Numbers = [.. Values.Select(NumberOf)];

    /// <summary>The names, as a message lists them.</summary>
    public static string All => string.Join(", ", Enum.GetNames<T>());

    public static bool TryFind(ReadOnlySpan<byte> name, out T value)
    {
        int place = Names.Find(name);
        value = place < 0 ? default : Values[place];
        return place >= 0;
    }

    /// <summary>The member of a number; of an unsigned enum the bits of a large one.</summary>
    public static bool TryFind(long number, out T value)
    {
        value = Unsafe.SizeOf<T>() switch
        {
            1 => As((byte)number),
            2 => As((ushort)number),
            4 => As((uint)number),
            _ => As((ulong)number),
        };
        return Numbers.Contains(number);
    }

    private static T As<TNumber>(TNumber number) => Unsafe.As<TNumber, T>(ref number);

    private static long NumberOf(T value) => IsUnsigned
        ? unchecked((long)Convert.ToUInt64(value, System.Globalization.CultureInfo.InvariantCulture))
        : Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);
}
