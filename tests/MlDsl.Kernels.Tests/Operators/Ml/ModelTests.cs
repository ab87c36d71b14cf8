using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators.Ml;

public sealed class ModelTests
{
    private static readonly string[] Transforms = ["NONE", "LOGISTIC", "SOFTMAX", "SOFTMAX_ZERO"];

    [Fact]
    public void LinearRegressorAgrees() => MlTrial.Compare(
        "LinearRegressor",
        1,
        static random =>
        {
            int width = random.Random.Next(1, 9), targets = random.Random.Next(1, 4);
            List<OnnxSetting> attributes = [OnnxSetting.Of("coefficients", MlTrial.Singles(random.Random, width * targets)), OnnxSetting.Of("targets", (long)targets)];
            if (random.Random.Next(2) == 0) attributes.Add(OnnxSetting.Of("intercepts", MlTrial.Singles(random.Random, targets)));
            attributes.Add(OnnxSetting.Of("post_transform", RandomTensors.Pick(random.Random, Transforms)));
            return ([.. attributes], [random.Moderate(typeof(float), [random.Random.Next(1, 6), width])]);
        },
        relative: 1e-6,
        absolute: 2e-6);

    [Theory]
    [InlineData(typeof(float), false)]
    [InlineData(typeof(float), true)]
    [InlineData(typeof(long), false)]
    [InlineData(typeof(double), true)]
    [InlineData(typeof(int), false)]
    public void LinearClassifierAgrees(Type element, bool texts) => MlTrial.Compare(
        "LinearClassifier",
        1,
        random =>
        {
            int width = random.Random.Next(1, 9), classes = random.Random.Next(2, 5), scores = classes == 2 ? random.Random.Next(1, 3) : classes;
            return (
                [
                    OnnxSetting.Of("coefficients", MlTrial.Singles(random.Random, width * scores)),
                    OnnxSetting.Of("intercepts", MlTrial.Singles(random.Random, scores)),
                    texts ? OnnxSetting.Of("classlabels_strings", MlTrial.Labels(random.Random, classes)) : OnnxSetting.Of("classlabels_ints", [.. Enumerable.Range(5, classes).Select(static c => (long)c)]),
                    OnnxSetting.Of("post_transform", RandomTensors.Pick(random.Random, Transforms)),
                ],
                [random.Moderate(element, [random.Random.Next(1, 6), width])]);
        },
        outputs: 2,
        relative: 1e-6,
        absolute: 2e-6);

    [Theory]
    [InlineData("LINEAR")]
    [InlineData("POLY")]
    [InlineData("RBF")]
    [InlineData("SIGMOID")]
    public void SvmRegressorAgrees(string kernel) => MlTrial.Compare(
        "SVMRegressor",
        1,
        random =>
        {
            int width = random.Random.Next(1, 6), supports = random.Random.Next(kernel == "LINEAR" ? 0 : 1, 7);
            List<OnnxSetting> attributes =
            [
                OnnxSetting.Of("coefficients", MlTrial.Singles(random.Random, supports > 0 ? supports : width)),
                OnnxSetting.Of("rho", MlTrial.Singles(random.Random, 1)),
                OnnxSetting.Of("kernel_type", kernel),
                OnnxSetting.Of("kernel_params", 0.3f, 0.5f, 2f),
                OnnxSetting.Of("n_supports", (long)supports),
                OnnxSetting.Of("one_class", (long)random.Random.Next(2)),
            ];
            if (supports > 0) attributes.Add(OnnxSetting.Of("support_vectors", MlTrial.Singles(random.Random, supports * width)));
            return ([.. attributes], [random.Moderate(typeof(float), [random.Random.Next(1, 6), width])]);
        },
        relative: 1e-5,
        absolute: 2e-5);

    [Theory]
    [InlineData("LINEAR", false, false)]
    [InlineData("RBF", false, false)]
    [InlineData("RBF", true, false)]
    [InlineData("POLY", true, true)]
    [InlineData("SIGMOID", false, true)]
    public void SvmClassifierAgrees(string kernel, bool calibrated, bool texts) => MlTrial.Compare(
        "SVMClassifier",
        1,
        random =>
        {
            int width = random.Random.Next(1, 6), classes = random.Random.Next(2, 5), pairs = classes * (classes - 1) / 2;
            long[] perClass = [.. Enumerable.Range(0, classes).Select(_ => (long)random.Random.Next(1, 4))];
            int supports = (int)perClass.Sum();
            List<OnnxSetting> attributes =
            [
                OnnxSetting.Of("coefficients", MlTrial.Singles(random.Random, supports * (classes - 1))),
                OnnxSetting.Of("support_vectors", MlTrial.Singles(random.Random, supports * width)),
                OnnxSetting.Of("vectors_per_class", perClass),
                OnnxSetting.Of("rho", MlTrial.Singles(random.Random, pairs)),
                OnnxSetting.Of("kernel_type", kernel),
                OnnxSetting.Of("kernel_params", 0.3f, 0.5f, 2f),
                texts ? OnnxSetting.Of("classlabels_strings", MlTrial.Labels(random.Random, classes)) : OnnxSetting.Of("classlabels_ints", [.. Enumerable.Range(5, classes).Select(static c => (long)c)]),
                OnnxSetting.Of("post_transform", RandomTensors.Pick(random.Random, "NONE", "LOGISTIC", "SOFTMAX")),
            ];
            if (calibrated) attributes.AddRange([OnnxSetting.Of("prob_a", [.. Enumerable.Range(0, pairs).Select(_ => -0.5f - random.Random.NextSingle())]), OnnxSetting.Of("prob_b", MlTrial.Singles(random.Random, pairs, 1))]);
            return ([.. attributes], [random.Moderate(typeof(float), [random.Random.Next(1, 6), width])]);
        },
        outputs: 2,
        relative: 1e-4,
        absolute: 2e-5);

    [Fact]
    public void LinearScoresOfAnSvmAgree() => MlTrial.Compare(
        "SVMClassifier",
        1,
        static random =>
        {
            int width = random.Random.Next(1, 6), classes = random.Random.Next(2, 5);
            return (
                [
                    OnnxSetting.Of("coefficients", MlTrial.Singles(random.Random, classes * width)),
                    OnnxSetting.Of("rho", MlTrial.Singles(random.Random, 1)),
                    OnnxSetting.Of("kernel_type", "LINEAR"),
                    OnnxSetting.Of("kernel_params", 0f, 0f, 0f),
                    OnnxSetting.Of("classlabels_ints", [.. Enumerable.Range(5, classes).Select(static c => (long)c)]),
                ],
                [random.Moderate(typeof(float), [random.Random.Next(1, 6), width])]);
        },
        outputs: 2,
        relative: 1e-5,
        absolute: 2e-5);
}
