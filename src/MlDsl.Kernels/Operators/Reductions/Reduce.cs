using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's ReduceSum: the sum.</summary>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
/// <param name="noopWithEmptyAxes">Whether a value without axes stays as it is.</param>
[Operator("ReduceSum", 13)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceSum<T>(long keepdims = 1, long noopWithEmptyAxes = 0) : Reduction<T, Reducers<T>.Sum>(keepdims, noopWithEmptyAxes)
    where T : unmanaged, INumber<T>;

/// <summary>The same before opset 13.</summary>
/// <param name="axes">The dimensions; all where they are absent.</param>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
[Operator("ReduceSum", 1, 12)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceSumAlong<T>(long[]? axes = null, long keepdims = 1) : ReductionAlong<T, Reducers<T>.Sum>(axes, keepdims)
    where T : unmanaged, INumber<T>;

/// <summary>ONNX's ReduceMean: the arithmetic mean.</summary>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
/// <param name="noopWithEmptyAxes">Whether a value without axes stays as it is.</param>
[Operator("ReduceMean", 18)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceMean<T>(long keepdims = 1, long noopWithEmptyAxes = 0) : Reduction<T, Reducers<T>.Mean>(keepdims, noopWithEmptyAxes)
    where T : unmanaged, INumber<T>;

/// <summary>The same before opset 18.</summary>
/// <param name="axes">The dimensions; all where they are absent.</param>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
[Operator("ReduceMean", 1, 17)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceMeanAlong<T>(long[]? axes = null, long keepdims = 1) : ReductionAlong<T, Reducers<T>.Mean>(axes, keepdims)
    where T : unmanaged, INumber<T>;

/// <summary>ONNX's ReduceMax: the largest number.</summary>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
/// <param name="noopWithEmptyAxes">Whether a value without axes stays as it is.</param>
[Operator("ReduceMax", 18)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceMax<T>(long keepdims = 1, long noopWithEmptyAxes = 0) : Reduction<T, Reducers<T>.Max>(keepdims, noopWithEmptyAxes)
    where T : unmanaged, INumber<T>;

/// <summary>The same before opset 18.</summary>
/// <param name="axes">The dimensions; all where they are absent.</param>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
[Operator("ReduceMax", 1, 17)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceMaxAlong<T>(long[]? axes = null, long keepdims = 1) : ReductionAlong<T, Reducers<T>.Max>(axes, keepdims)
    where T : unmanaged, INumber<T>;

/// <summary>ONNX's ReduceMin: the smallest number.</summary>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
/// <param name="noopWithEmptyAxes">Whether a value without axes stays as it is.</param>
[Operator("ReduceMin", 18)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceMin<T>(long keepdims = 1, long noopWithEmptyAxes = 0) : Reduction<T, Reducers<T>.Min>(keepdims, noopWithEmptyAxes)
    where T : unmanaged, INumber<T>;

/// <summary>The same before opset 18.</summary>
/// <param name="axes">The dimensions; all where they are absent.</param>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
[Operator("ReduceMin", 1, 17)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceMinAlong<T>(long[]? axes = null, long keepdims = 1) : ReductionAlong<T, Reducers<T>.Min>(axes, keepdims)
    where T : unmanaged, INumber<T>;

/// <summary>ONNX's ReduceProd: the product.</summary>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
/// <param name="noopWithEmptyAxes">Whether a value without axes stays as it is.</param>
[Operator("ReduceProd", 18)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceProd<T>(long keepdims = 1, long noopWithEmptyAxes = 0) : Reduction<T, Reducers<T>.Prod>(keepdims, noopWithEmptyAxes)
    where T : unmanaged, INumber<T>;

/// <summary>The same before opset 18.</summary>
/// <param name="axes">The dimensions; all where they are absent.</param>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
[Operator("ReduceProd", 1, 17)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceProdAlong<T>(long[]? axes = null, long keepdims = 1) : ReductionAlong<T, Reducers<T>.Prod>(axes, keepdims)
    where T : unmanaged, INumber<T>;

/// <summary>ONNX's ReduceL1: the sum of absolute values.</summary>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
/// <param name="noopWithEmptyAxes">Whether a value without axes stays as it is.</param>
[Operator("ReduceL1", 18)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceL1<T>(long keepdims = 1, long noopWithEmptyAxes = 0) : Reduction<T, Reducers<T>.L1>(keepdims, noopWithEmptyAxes)
    where T : unmanaged, INumber<T>;

/// <summary>The same before opset 18.</summary>
/// <param name="axes">The dimensions; all where they are absent.</param>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
[Operator("ReduceL1", 1, 17)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceL1Along<T>(long[]? axes = null, long keepdims = 1) : ReductionAlong<T, Reducers<T>.L1>(axes, keepdims)
    where T : unmanaged, INumber<T>;

/// <summary>ONNX's ReduceL2: the square root of the sum of squares.</summary>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
/// <param name="noopWithEmptyAxes">Whether a value without axes stays as it is.</param>
[Operator("ReduceL2", 18)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceL2<T>(long keepdims = 1, long noopWithEmptyAxes = 0) : Reduction<T, Reducers<T>.L2>(keepdims, noopWithEmptyAxes)
    where T : unmanaged, INumber<T>;

/// <summary>The same before opset 18.</summary>
/// <param name="axes">The dimensions; all where they are absent.</param>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
[Operator("ReduceL2", 1, 17)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceL2Along<T>(long[]? axes = null, long keepdims = 1) : ReductionAlong<T, Reducers<T>.L2>(axes, keepdims)
    where T : unmanaged, INumber<T>;

/// <summary>ONNX's ReduceLogSum: the logarithm of the sum.</summary>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
/// <param name="noopWithEmptyAxes">Whether a value without axes stays as it is.</param>
[Operator("ReduceLogSum", 18)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceLogSum<T>(long keepdims = 1, long noopWithEmptyAxes = 0) : Reduction<T, Reducers<T>.LogSum>(keepdims, noopWithEmptyAxes)
    where T : unmanaged, INumber<T>;

/// <summary>The same before opset 18.</summary>
/// <param name="axes">The dimensions; all where they are absent.</param>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
[Operator("ReduceLogSum", 1, 17)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceLogSumAlong<T>(long[]? axes = null, long keepdims = 1) : ReductionAlong<T, Reducers<T>.LogSum>(axes, keepdims)
    where T : unmanaged, INumber<T>;

/// <summary>ONNX's ReduceLogSumExp: the logarithm of the sum of exponentials.</summary>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
/// <param name="noopWithEmptyAxes">Whether a value without axes stays as it is.</param>
[Operator("ReduceLogSumExp", 18)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceLogSumExp<T>(long keepdims = 1, long noopWithEmptyAxes = 0) : Reduction<T, Reducers<T>.LogSumExp>(keepdims, noopWithEmptyAxes)
    where T : unmanaged, INumber<T>;

/// <summary>The same before opset 18.</summary>
/// <param name="axes">The dimensions; all where they are absent.</param>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
[Operator("ReduceLogSumExp", 1, 17)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceLogSumExpAlong<T>(long[]? axes = null, long keepdims = 1) : ReductionAlong<T, Reducers<T>.LogSumExp>(axes, keepdims)
    where T : unmanaged, INumber<T>;

/// <summary>ONNX's ReduceSumSquare: the sum of squares.</summary>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
/// <param name="noopWithEmptyAxes">Whether a value without axes stays as it is.</param>
[Operator("ReduceSumSquare", 18)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceSumSquare<T>(long keepdims = 1, long noopWithEmptyAxes = 0) : Reduction<T, Reducers<T>.SumSquare>(keepdims, noopWithEmptyAxes)
    where T : unmanaged, INumber<T>;

/// <summary>The same before opset 18.</summary>
/// <param name="axes">The dimensions; all where they are absent.</param>
/// <param name="keepdims">Whether reduced dimensions stay, with one element.</param>
[Operator("ReduceSumSquare", 1, 17)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReduceSumSquareAlong<T>(long[]? axes = null, long keepdims = 1) : ReductionAlong<T, Reducers<T>.SumSquare>(axes, keepdims)
    where T : unmanaged, INumber<T>;
