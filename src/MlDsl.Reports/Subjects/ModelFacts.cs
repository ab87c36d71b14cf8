using System.Buffers;
using MlDsl.Training;

namespace MlDsl.Reports;

/// <summary>What a model's file holds.</summary>
/// <param name="Card">Where it comes from.</param>
/// <param name="Plan">From columns to features.</param>
/// <param name="Predictor">From features to scores.</param>
/// <param name="Outcome">From scores to predictions.</param>
/// <param name="Evaluations">What it was measured at.</param>
internal sealed record ModelFacts(
    ModelCard Card, FeaturePlan Plan, Predictor Predictor, Outcome Outcome, IReadOnlyList<EvaluationRecord> Evaluations)
{
    /// <summary>The model with its version, which a page is titled by.</summary>
    public string Title => $"{Card.Name} {Card.Version}";

    /// <summary>The bytes that the predictor takes in the file, without the names of columns and the evaluations.</summary>
    public long PredictorBytes
    {
        get
        {
            var bytes = new ArrayBufferWriter<byte>();
            Predictor.Write(bytes);
            return bytes.WrittenCount;
        }
    }
}
