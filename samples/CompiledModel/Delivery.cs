using MlDsl;

namespace CompiledModel;

/// <summary>A delivery, as the service knows it.</summary>
public readonly record struct Delivery(
    [property: Input("delivery")] float Kilometres,
    [property: Input("delivery", Offset = 1)] float Hour,
    [property: Input("delivery", Offset = 2)] float Weight);

/// <summary>How long it will take, by boosted trees that are part of this assembly.</summary>
[OnnxModel("Models/delivery.onnx", Backend = Backend.Compiled)]
public sealed partial class DeliveryTime : IScorer<Delivery, float>;
