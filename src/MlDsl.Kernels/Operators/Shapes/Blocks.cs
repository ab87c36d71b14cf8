using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's DepthToSpace: channels become blocks of height and width.</summary>
[Operator("DepthToSpace")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DepthToSpace<T> : Operator
{
    private readonly long size;
    private readonly bool isBlockFirst;

    /// <param name="blocksize">The height and width of a block.</param>
    /// <param name="mode">DCR: the channels of one position of a block lie together; CRD: those of one resulting channel do.</param>
    /// <exception cref="OperatorException">The size is not positive, or the mode another one.</exception>
    public DepthToSpace(long blocksize, string mode = "DCR")
    {
        if (blocksize is < 1 or > short.MaxValue) throw Error($"'blocksize' is {blocksize}; at least 1 is expected");
        if (mode is not ("DCR" or "CRD")) throw Error($"'mode' is '{mode}'; DCR or CRD is expected");
        (size, isBlockFirst) = (blocksize, mode == "DCR");
    }

    /// <summary>Orders the elements anew.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="output">[N, C / size², H · size, W · size].</param>
    /// <exception cref="OperatorException">The channels are not enough for whole blocks.</exception>
    public void Run(Tensor<T> input, [Result] Tensor<T> output)
    {
        if (input.Rank != 4 || input.Shape[1] % (size * size) != 0) throw Error($"the input has the shape {ShapeText.Of(input)}; [N, C, H, W] with a multiple of {size * size} channels is expected");
        long channels = input.Shape[1] / (size * size), height = input.Shape[2], width = input.Shape[3];
        output.Resize(input.Shape[0], channels, height * size, width * size);
        int b = (int)size, area = (int)(height * width), channel = isBlockFirst ? area : area * b * b, cell = isBlockFirst ? area * (int)channels : area;
        Strides.Copy(
            input.Values, 0, [(int)input.Shape[1] * area, channel, (int)width, cell * b, 1, cell], [input.Shape[0], channels, height, size, width, size], output.Values);
    }
}

/// <summary>ONNX's SpaceToDepth: blocks of height and width become channels.</summary>
[Operator("SpaceToDepth")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SpaceToDepth<T> : Operator
{
    private readonly long size;

    /// <param name="blocksize">The height and width of a block.</param>
    /// <exception cref="OperatorException">It is not positive.</exception>
    public SpaceToDepth(long blocksize) => size = blocksize is >= 1 and <= short.MaxValue ? blocksize : throw Error($"'blocksize' is {blocksize}; at least 1 is expected");

    /// <summary>Orders the elements anew.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="output">[N, size² · C, H / size, W / size].</param>
    /// <exception cref="OperatorException">Height or width have no whole blocks.</exception>
    public void Run(Tensor<T> input, [Result] Tensor<T> output)
    {
        if (input.Rank != 4 || input.Shape[2] % size != 0 || input.Shape[3] % size != 0)
            throw Error($"the input has the shape {ShapeText.Of(input)}; [N, C, H, W] with a height and width in multiples of {size} is expected");
        long channels = input.Shape[1], height = input.Shape[2] / size, width = input.Shape[3] / size;
        output.Resize(input.Shape[0], channels * size * size, height, width);
        int b = (int)size, row = (int)input.Shape[3], area = row * (int)input.Shape[2];
        Strides.Copy(input.Values, 0, [(int)channels * area, row, 1, area, row * b, b], [input.Shape[0], size, size, channels, height, width], output.Values);
    }
}
