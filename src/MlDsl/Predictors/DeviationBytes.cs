using System.Buffers;
using System.Buffers.Binary;

namespace MlDsl;

/// <summary>
/// A <see cref="DeviationPredictor"/> as bytes, little-endian: the int32 numbers of features, of components and of features that may be missing, the int32 norm; the float64 unit, centres, factors and
/// components; the int32 features that may be missing.
/// </summary>
internal static class DeviationBytes
{
    private const int Head = 4 * sizeof(int);

    public static void Write(DeviationPredictor predictor, IBufferWriter<byte> file)
    {
        Span<byte> bytes = file.GetSpan(checked((int)Length(predictor.Width, predictor.ComponentCount, predictor.Missing.Length)));
        int at = 0;
        foreach (int number in (int[])[predictor.Width, predictor.ComponentCount, predictor.Missing.Length, (int)predictor.Norm]) Write(bytes, number, ref at);
        foreach (double number in (double[])[predictor.Unit, .. predictor.Centers, .. predictor.Factors, .. predictor.Components])
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[at..], number);
            at += sizeof(double);
        }
        foreach (int position in predictor.Missing) Write(bytes, position, ref at);
        file.Advance(at);
    }

    /// <exception cref="FormatException">The bytes are not what <see cref="Write(DeviationPredictor, IBufferWriter{byte})"/> wrote.</exception>
    /// <exception cref="ArgumentException">A number is not what it must be.</exception>
    public static DeviationPredictor Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < Head) throw new FormatException("the deviations are cut short");
        int width = Int(file, 0), components = Int(file, sizeof(int)), missing = Int(file, 2 * sizeof(int));
        if (width < 1 || components < 0 || missing < 0 || Length(width, components, missing) != file.Length)
            throw new FormatException(FormattableString.Invariant($"{file.Length} bytes do not hold {width} features with {components} components, of which {missing} may be missing"));
        var numbers = new double[1 + (width * (2 + components))];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadDoubleLittleEndian(file[(Head + (sizeof(double) * i))..]);
        var positions = new int[missing];
        for (int i = 0; i < missing; i++) positions[i] = Int(file, Head + (sizeof(double) * numbers.Length) + (sizeof(int) * i));
        return new DeviationPredictor(
            numbers.AsSpan(1, width), numbers.AsSpan(1 + width, width), numbers.AsSpan(1 + (2 * width)), positions, (DeviationNorm)Int(file, 3 * sizeof(int)), numbers[0]);
    }

    private static Int128 Length(Int128 width, Int128 components, Int128 missing) => Head + (sizeof(double) * (1 + (width * (2 + components)))) + (sizeof(int) * missing);

    private static int Int(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadInt32LittleEndian(file[at..]);

    private static void Write(Span<byte> bytes, int number, ref int at)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes[at..], number);
        at += sizeof(int);
    }
}
