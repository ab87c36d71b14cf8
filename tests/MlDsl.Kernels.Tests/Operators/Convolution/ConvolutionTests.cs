using MlDsl.Kernels.Operators;
using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Convolutions of one to three dimensions with random windows equal ONNX Runtime's.</summary>
public sealed class ConvolutionTests
{
    private const int Trials = 60;

    [Theory]
    [InlineData("Single", 1)]
    [InlineData("Single", 2)]
    [InlineData("Single", 3)]
    [InlineData("Half", 2)]
    public void ConvolutionsAgree(string type, int dimensions)
    {
        var random = new RandomTensors(81 + dimensions);
        Type element = RandomTensors.Types[type];
        int compared = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            long groups = random.Random.Next(1, 4), channels = groups * random.Random.Next(1, 4), outputs = groups * random.Random.Next(1, 8);
            long[] kernel = random.Sizes(dimensions, 1, 4);
            Tensor x = Numbers(random, element, [random.Random.Next(1, 3), channels, .. random.Sizes(dimensions, 7, 14)]);
            Tensor w = Numbers(random, element, [outputs, channels / groups, .. kernel]);
            Tensor[] inputs = random.Random.Next(2) == 0 ? [x, w] : [x, w, Numbers(random, element, outputs)];
            OnnxSetting[] settings = [OnnxSetting.Of("group", groups), .. Window(random, kernel)];
            if (OperatorOracle.Agrees("", "Conv", 11, settings, inputs, relative: 1e-5, absolute: Error(element))) compared++;
        }
        Assert.True(compared > Trials / 2, $"{compared}");
    }

    [Theory]
    [InlineData("Single", 1)]
    [InlineData("Single", 2)]
    [InlineData("Single", 3)]
    [InlineData("Half", 2)]
    public void TransposedConvolutionsAgree(string type, int dimensions)
    {
        var random = new RandomTensors(84 + dimensions);
        Type element = RandomTensors.Types[type];
        int compared = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            long groups = random.Random.Next(1, 4), channels = groups * random.Random.Next(1, 4), outputs = random.Random.Next(1, 5);
            long[] kernel = random.Sizes(dimensions, 1, 4);
            Tensor x = Numbers(random, element, [random.Random.Next(1, 3), channels, .. random.Sizes(dimensions, 3, 7)]);
            Tensor w = Numbers(random, element, [channels, outputs, .. kernel]);
            Tensor[] inputs = random.Random.Next(2) == 0 ? [x, w] : [x, w, Numbers(random, element, outputs * groups)];
            OnnxSetting[] settings = [OnnxSetting.Of("group", groups), .. Window(random, kernel, maxPad: 1)];
            if (trial % 4 == 0) settings = [OnnxSetting.Of("group", groups), OnnxSetting.Of("strides", random.Sizes(dimensions, 2, 4)), OnnxSetting.Of("output_padding", random.Sizes(dimensions, 0, 2))];
            if (OperatorOracle.Agrees("", "ConvTranspose", 11, settings, inputs, relative: 1e-5, absolute: Error(element))) compared++;
        }
        Assert.True(compared > Trials / 2, $"{compared}");
    }

    [Theory]
    [InlineData("NOTSET")]
    [InlineData("SAME_UPPER")]
    [InlineData("SAME_LOWER")]
    public void TheShapeOfATransposedConvolutionMayBeGiven(string autoPad)
    {
        var random = new RandomTensors(88);
        Tensor[] inputs = [Numbers(random, typeof(float), 1, 2, 3, 4), Numbers(random, typeof(float), 2, 3, 3, 3)];
        OnnxSetting[] settings = [OnnxSetting.Of("strides", [3L, 2L]), OnnxSetting.Of("output_shape", [8L, 8L]), OnnxSetting.Of("auto_pad", autoPad)];
        Assert.True(OperatorOracle.Agrees("", "ConvTranspose", 11, settings, inputs, relative: 1e-5, absolute: 1e-5));
    }

    [Fact]
    public void DoublesAreConvolvedAsWell()
    {
        var random = new RandomTensors(89);
        Tensor x = Numbers(random, typeof(double), 1, 2, 5, 6), w = Numbers(random, typeof(double), 3, 2, 2, 3);
        double[] given = ((Tensor<double>)x).Values.ToArray(), weights = ((Tensor<double>)w).Values.ToArray();
        double[] found = ((Tensor<double>)OperatorOracle.Run("", "Conv", 11, [], [x, w])[0]).Values.ToArray();
        for (int m = 0; m < 3; m++)
        {
            for (int i = 0; i < 16; i++)
            {
                double sum = 0;
                for (int k = 0; k < 12; k++) sum += weights[(m * 12) + k] * given[(k / 6 * 30) + (((i / 4) + (k / 3 % 2)) * 6) + (i % 4) + (k % 3)];
                Assert.Equal(sum, found[(m * 16) + i], 1e-12);
            }
        }
    }

    [Fact]
    public void TransposedDoublesGiveWhatSinglePrecisionGives()
    {
        var random = new RandomTensors(91);
        Tensor<float> x = random.Of<float>([2, 4, 3, 4], static r => r.Next(-8, 9)), w = random.Of<float>([4, 3, 3, 2], static r => r.Next(-8, 9));
        OnnxSetting[] settings = [OnnxSetting.Of("group", 2L), OnnxSetting.Of("strides", [2L, 1L]), OnnxSetting.Of("pads", [1L, 0L, 0L, 1L])];
        Tensor[] doubles = [.. new Tensor[] { x, w }.Select(static value => OperatorOracle.Run("", "Cast", 13, [OnnxSetting.Of("to", 11L)], [value])[0])];
        float[] expected = ((Tensor<float>)OperatorOracle.Run("", "ConvTranspose", 11, settings, [x, w])[0]).Values.ToArray();
        Assert.Equal(expected.Select(static number => (double)number), ((Tensor<double>)OperatorOracle.Run("", "ConvTranspose", 11, settings, doubles)[0]).Values.ToArray());
    }

    [Fact]
    public void LargeImagesAreConvolvedBlockByBlock()
    {
        var random = new RandomTensors(90);
        Tensor[] inputs = [Numbers(random, typeof(float), 1, 16, 60, 61), Numbers(random, typeof(float), 24, 16, 3, 3), Numbers(random, typeof(float), 24)];
        Assert.True(OperatorOracle.Agrees("", "Conv", 11, [OnnxSetting.Of("pads", [1L, 1L, 1L, 1L])], inputs, relative: 1e-4, absolute: 1e-4));
        Tensor[] backwards = [Numbers(random, typeof(float), 1, 16, 40, 41), Numbers(random, typeof(float), 16, 24, 3, 3)];
        Assert.True(OperatorOracle.Agrees("", "ConvTranspose", 11, [OnnxSetting.Of("pads", [1L, 1L, 1L, 1L])], backwards, relative: 1e-4, absolute: 1e-4));
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        static string Message(Action run) => Assert.Throws<OperatorException>(run).Message;
        Tensor<float> x = new(new float[2 * 16], 1, 2, 4, 4), w = new(new float[2 * 9], 1, 2, 3, 3), y = new();
        Assert.Contains("do not fit together", Message(() => new Conv<float>(group: 2).Run(x, w, null, y)), StringComparison.Ordinal);
        Assert.Contains("'kernel_shape' says [2, 2]", Message(() => new Conv<float>(kernelShape: [2, 2]).Run(x, w, null, y)), StringComparison.Ordinal);
        Assert.Contains("1 strides", Message(() => new Conv<float>(strides: [1]).Run(x, w, null, y)), StringComparison.Ordinal);
        Assert.Contains("does not fit into 4 with pads of 0 and 0", Message(() => new Conv<float>(dilations: [2, 2]).Run(x, w, null, y)), StringComparison.Ordinal);
        Assert.Contains("'auto_pad' is 'SAME'", Message(static () => _ = new Conv<float>("SAME")), StringComparison.Ordinal);
        Assert.Contains("'pads' has -1", Message(static () => _ = new Conv<float>(pads: [-1, 0])), StringComparison.Ordinal);
        Assert.Contains("'group' is 0", Message(static () => _ = new Conv<float>(group: 0)), StringComparison.Ordinal);
        Assert.Contains("do not fit together", Message(() => new ConvTranspose<float>().Run(x, w, null, y)), StringComparison.Ordinal);
        Tensor<float> back = new(new float[2 * 9], 2, 1, 3, 3);
        Assert.Contains("a size of -2", Message(() => new ConvTranspose<float>(pads: [4, 4, 4, 4]).Run(x, back, null, y)), StringComparison.Ordinal);
        Assert.Contains("'output_shape' 1", Message(() => new ConvTranspose<float>(outputShape: [4]).Run(x, back, null, y)), StringComparison.Ordinal);
        Assert.Contains("'output_padding' has -1", Message(static () => _ = new ConvTranspose<float>(outputPadding: [-1, 0])), StringComparison.Ordinal);
    }

    private static OnnxSetting[] Window(RandomTensors random, long[] kernel, int maxPad = 2)
    {
        int dimensions = kernel.Length;
        string autoPad = RandomTensors.Pick(random.Random, "NOTSET", "NOTSET", "NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER");
        List<OnnxSetting> settings = [OnnxSetting.Of("auto_pad", autoPad)];
        if (random.Random.Next(2) == 0) settings.Add(OnnxSetting.Of("kernel_shape", kernel));
        if (random.Random.Next(2) == 0) settings.Add(OnnxSetting.Of("strides", random.Sizes(dimensions, 1, 3)));
        if (random.Random.Next(3) == 0) settings.Add(OnnxSetting.Of("dilations", random.Sizes(dimensions, 1, 3)));
        if (autoPad == "NOTSET" && random.Random.Next(2) == 0) settings.Add(OnnxSetting.Of("pads", random.Sizes(2 * dimensions, 0, maxPad + 1)));
        return [.. settings];
    }

    private static Tensor Numbers(RandomTensors random, Type element, params long[] shape) => random.Of(element, shape, static r => (r.NextDouble() * 2) - 1);

    private static double Error(Type element) => element == typeof(Half) ? 2e-2 : 1e-5;
}
