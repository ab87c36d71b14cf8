using System.Buffers.Binary;

namespace MlDsl.Training;

/// <summary>
/// <c>weights.bin</c>: the magic "MLDW", then little-endian int32 outputs and width, iterations, converged, float64 objective, and
/// float32 biases and weights, row-major.
/// </summary>
internal static class WeightsBlob
{
    private const int Header = 28;
    private static ReadOnlySpan<byte> Magic => "MLDW"u8;

    public static (LinearPredictor Predictor, TrainingLog Log) Read(ReadOnlySpan<byte> bytes, int width, int outputs, string source)
    {
        bool fits = bytes.Length >= Header
            && bytes[..4].SequenceEqual(Magic)
            && BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) == outputs
            && BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) == width
            && bytes.Length == Header + (4L * outputs * (width + 1L));
        if (!fits) throw new ModelFileException($"weights.bin in {source} does not hold {outputs} × {width} weights; save the model again");
        float[] biases = new float[outputs], weights = new float[outputs * width];
        for (int i = 0; i < biases.Length; i++) biases[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(Header + (4 * i))..]);
        int start = Header + (4 * outputs);
        for (int i = 0; i < weights.Length; i++) weights[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(start + (4 * i))..]);
        var log = new TrainingLog(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]) == 1,
            BinaryPrimitives.ReadDoubleLittleEndian(bytes[20..]));
        if (!double.IsFinite(log.Objective) || log.Iterations < 0)
            throw new ModelFileException(FormattableString.Invariant($"weights.bin in {source} has an objective of {log.Objective} after {log.Iterations} iterations; take the original file or save the model again"));
        return (new LinearPredictor(weights, biases), log);
    }
}
