using MlDsl.Adapters.Models;

namespace MlDsl.Adapters.Tests;

[OnnxModel("Compiled/parcel.onnx", Backend = Backend.Compiled)]
public sealed partial class CompiledParcel : IScorer<Parcel.Input, BinaryPrediction>;

[OnnxModel("Compiled/parcel.onnx", Backend = Backend.Runtime)]
public sealed partial class RuntimeParcel : IScorer<Parcel.Input, BinaryPrediction>;

[OnnxModel("Compiled/parcel-present.onnx", Backend = Backend.Compiled)]
public sealed partial class CompiledPresentParcel : IScorer<Parcel.Input, BinaryPrediction>;

[OnnxModel("Compiled/parcel-present.onnx", Backend = Backend.Runtime)]
public sealed partial class RuntimePresentParcel : IScorer<Parcel.Input, Probability>;

[OnnxModel("Compiled/leg.onnx", Backend = Backend.Compiled)]
public sealed partial class CompiledLeg : IScorer<Leg.Input, ClassPrediction<Carrier>>;

[OnnxModel("Compiled/leg.onnx", Backend = Backend.Runtime)]
public sealed partial class RuntimeLeg : IScorer<Leg.Input, ClassPrediction<string>>;

[OnnxModel("Compiled/leg-split.onnx", Backend = Backend.Compiled)]
public sealed partial class CompiledSplitLeg : IScorer<Leg.Input, ClassPrediction<Carrier>>;

[OnnxModel("Compiled/leg-split.onnx", Backend = Backend.Runtime)]
public sealed partial class RuntimeSplitLeg : IScorer<Leg.Input, ClassPrediction<Carrier>>;
