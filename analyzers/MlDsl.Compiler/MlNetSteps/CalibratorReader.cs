using MlDsl.Compiler.MlNetFiles;

namespace MlDsl.Compiler.MlNetSteps;

/// <summary>Reads calibrators, each by the name of its loader.</summary>
internal static class CalibratorReader
{
    private const int PieceBytes = 3 * sizeof(float);

    /// <exception cref="InvalidDataException">The part is malformed.</exception>
    public static MlNetCalibrator Read(ModelBlock block) => block.Loader switch
    {
        "PlattCaliExec" => Platt(block),
        "PAVCaliExec" => Isotonic(block),
        "NaiveCaliExec" => Binned(block),
        var other => new RefusedCalibrator($"its calibrator '{other}' is none that is compiled"),
    };

    private static PlattCalibrator Platt(ModelBlock block)
    {
        double slope = block.Fields.Double(), offset = block.Fields.Double();
        return double.IsFinite(slope) && double.IsFinite(offset) ? new PlattCalibrator(slope, offset) : throw block.Problem("slope and offset are no numbers");
    }

    // The size of a number, and of each piece where it begins, where it ends and what it gives.
    private static IsotonicCalibrator Isotonic(ModelBlock block)
    {
        PredictorReader.CheckSize(block);
        int count = block.Fields.Count(PieceBytes);
        float[] lower = new float[count], upper = new float[count], values = new float[count];
        for (int i = 0; i < count; i++)
        {
            (lower[i], upper[i], values[i]) = (block.Fields.Single(), block.Fields.Single(), block.Fields.Single());
            if (!(lower[i] <= upper[i]) || (i > 0 && !(lower[i] > upper[i - 1])) || !(values[i] is >= 0 and <= 1)) throw block.Problem($"piece {i} from {lower[i]} to {upper[i]} gives {values[i]}");
        }
        return new IsotonicCalibrator(lower, upper, values);
    }

    // The size of a number, the width of a bin, where the first one begins, and what each gives.
    private static BinnedCalibrator Binned(ModelBlock block)
    {
        PredictorReader.CheckSize(block);
        float size = block.Fields.Single(), first = block.Fields.Single();
        float[] values = block.Fields.Numbers<float>();
        return size > 0 && float.IsFinite(first) && values.Length > 0 ? new BinnedCalibrator(first, size, values) : throw block.Problem($"{values.Length} bins of the width {size} begin at {first}");
    }
}
