using MlDsl.Onnx;

namespace MlDsl.Adapters.Models;

/// <summary>A model of two maps: how often each word stands in a ticket, and the answers to numbered questions. It says where the ticket goes.</summary>
internal static class TicketFile
{
    public static readonly string[] Words = ["invoice", "refund", "crash", "slow", "thanks", "größe"], Desks = ["billing", "support", "nobody"];

    // Words and answers.
    private const int Width = 10;

    /// <summary>The content of <c>Compiled/ticket.onnx</c>.</summary>
    public static byte[] Bytes() => new OnnxGraphBuilder("ticket")
        .Opset(OnnxGraphBuilder.MachineLearning, 1)
        .Input(OnnxValueInfo.Map("words", OnnxElementType.String, OnnxElementType.Float))
        .Input(OnnxValueInfo.Map("answers", OnnxElementType.Int64, OnnxElementType.String))
        .Output(OnnxValueInfo.Tensor("desk", OnnxElementType.String, 1))
        .Output(OnnxValueInfo.Tensor("scores", OnnxElementType.Float, 1, 3))
        .Node(OnnxGraphBuilder.MachineLearning, "DictVectorizer", ["words"], ["counts"], OnnxSetting.Of("string_vocabulary", Words))
        .Node(
            OnnxGraphBuilder.MachineLearning,
            "CastMap",
            ["answers"],
            ["numbers"],
            OnnxSetting.Of("cast_to", "TO_FLOAT"),
            OnnxSetting.Of("map_form", "SPARSE"),
            OnnxSetting.Of("max_map", (long)(Width - Words.Length)))
        .Node("Concat", ["counts", "numbers"], ["features"], OnnxSetting.Of("axis", 1L))
        .Node(OnnxGraphBuilder.MachineLearning, "Scaler", ["features"], ["scaled"], OnnxSetting.Of("offset", Numbers(Width, 0.3f)), OnnxSetting.Of("scale", Numbers(Width, 0.7f)))
        .Node(
            OnnxGraphBuilder.MachineLearning,
            "LinearClassifier",
            ["scaled"],
            ["desk", "scores"],
            OnnxSetting.Of("coefficients", Numbers(3 * Width, 1.1f)),
            OnnxSetting.Of("intercepts", 0.1f, -0.2f, 0.3f),
            OnnxSetting.Of("classlabels_strings", Desks),
            OnnxSetting.Of("post_transform", "SOFTMAX"))
        .ToBytes();

    private static float[] Numbers(int count, float step) => [.. Enumerable.Range(1, count).Select(i => MathF.Sin(i * step))];
}
