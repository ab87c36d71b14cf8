using MlDsl.Compiler.Steps;
using MlDsl.Kernels;

namespace MlDsl.MlNet.Build.Comparison;

/// <summary>
/// Where two right implementations differ on equal inputs. The sum of n terms b + Σ wᵢxᵢ in single precision is off by at most
/// n · 2⁻²⁴ · (|b| + Σ |wᵢxᵢ|), whatever the order (Higham, "Accuracy and Stability of Numerical Algorithms", 2002, 4.2), and two of them from
/// each other by twice that; the sum of magnitudes is calculated by the operator itself from magnitudes.
/// </summary>
internal static class NewErrors
{
    /// <summary>Half a unit in the last place of 1.</summary>
    public const double Half = 1.0 / (1 << 24);

    // What vectorised exponentials and logarithms are good to, in units of the last place, on either side.
    private const int Ulps = 4;

    /// <summary>The error of a result, that of its inputs included; null where equal inputs give equal bits.</summary>
    /// <param name="step">The operator.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="errors">Their errors; null for exact ones.</param>
    /// <param name="result">Its result.</param>
    public static double[]? Of(PlanStep step, Tensor?[] inputs, double[]?[] errors, Tensor result)
    {
        string name = step.Operator.Class.Name.Split('`')[0];
        return name switch
        {
            "MatMul" or "Gemm" or "DenseRows" => OfProduct(step, inputs, errors, result),
            "LinearRegressor" or "LinearClassifier" => OfLinear(step, inputs, errors, result),
            "Softmax" or "SoftmaxOfRest" => OfSoftmax(inputs, errors, result),
            "ClassShares" when step.Operator.Arguments.Any(static argument => argument.Value is "ShareOfSum") => OfParts(inputs, errors, result),
            "ClassShares" => OfShares(inputs, errors, result),
            "PairShares" or "FieldFactors" => errors[0] is null ? null : OfEach(step, inputs, errors[0]!, result),
            "SubspaceDistance" => OfSubspace(step, inputs, errors, result),
            _ when name.StartsWith("ReduceSum", StringComparison.Ordinal) || name.StartsWith("ReduceMean", StringComparison.Ordinal) => OfReduction(step, inputs, errors, result),
            _ when name.StartsWith("ReduceL", StringComparison.Ordinal) || name == "Normalizer" => OfReduction(step, inputs, errors, result),
            "SquaredDistances" => OfDistances(step, inputs, errors, result),
            "ContrastNormalizer" => OfContrast(inputs, errors, result),
            "Exp" or "Log" or "Pow" => OfFunction(step, inputs, errors, result, static y => Math.Abs(y)),

            // ONNX Runtime's approximations of these are good to the last place of 1, not of the result.
            "Sigmoid" or "Tanh" or "Erf" => OfFunction(step, inputs, errors, result, static _ => 1),
            _ => null,
        };
    }

    // |x|² − 2·x·c + |c|² is at most (|x| + |c|)² on the way, and c may be as far as the distance says.
    private static double[] OfDistances(PlanStep step, Tensor?[] inputs, double[]?[] errors, Tensor result)
    {
        var centroids = (Tensor<float>)step.Operator.Arguments.First(static a => a.Parameter == "centroids").Value!;
        int width = centroids.Size(1), count = centroids.Size(0);
        double[] x = Tensors.Numbers(inputs[0]!), distances = Tensors.Numbers(result), sizes = [.. x.Chunk(width).Select(static row => row.Sum(static value => value * value))];
        double[] own = [.. Tensors.Numbers(centroids).Chunk(width).Select(static row => row.Sum(static value => value * value))];
        return
        [
            .. distances.Select((_, at) =>
            {
                int row = at / count, k = at % count;
                double moved = errors[0] is { } error ? Enumerable.Range(row * width, width).Sum(i => 2 * error[i] * (Math.Abs(x[i]) + Math.Sqrt(own[k])) + (error[i] * error[i])) : 0;
                return (2 * Half * (width + 4) * 2 * (sizes[row] + own[k])) + moved;
            }),
        ];
    }

    // A row divided by a sum over it, whose mean may be a sum, too: as many roundings as the row has items, of the largest of them.
    private static double[] OfContrast(Tensor?[] inputs, double[]?[] errors, Tensor result)
    {
        double[] y = Tensors.Numbers(result);
        int width = Math.Max(1, result.Size(-1));
        double[] largest = [.. y.Chunk(width).Select(static row => row.Max(Math.Abs))], error = [.. y.Select((_, i) => 2 * Half * (width + 4) * largest[i / width])];
        return errors[0] is null ? error : [.. error.Select(static one => 2 * one)];
    }

    private static double[] OfProduct(PlanStep step, Tensor?[] inputs, double[]?[] errors, Tensor result)
    {
        Tensor?[] sizes = [.. inputs.Select(static input => input is null ? null : Tensors.Map(input, static (x, _) => Math.Abs(x)))];
        double[] error = Scaled(Run(step, sizes), 2 * Half * (inputs[0]!.Size(-1) + 1));

        // An error of one factor counts as often as the other factor says.
        for (int moved = 0; moved < inputs.Length; moved++)
        {
            if (errors[moved] is not { } distance) continue;
            Tensor?[] product = [.. sizes.Select((size, i) => i == moved ? Tensors.Map(size!, (_, at) => distance[at]) : i == 2 && size is not null ? Tensors.Map(size, static (_, _) => 0) : size)];
            Add(error, Run(step, product));
        }
        return error;
    }

    private static double[] OfLinear(PlanStep step, Tensor?[] inputs, double[]?[] errors, Tensor result)
    {
        var coefficients = (float[])step.Operator.Arguments.First(static a => a.Parameter == "coefficients").Value!;
        var intercepts = step.Operator.Arguments.FirstOrDefault(static a => a.Parameter == "intercepts")?.Value as float[];
        int width = inputs[0]!.Size(-1), targets = coefficients.Length / width;
        double[] x = Tensors.Numbers(inputs[0]!), error = new double[result.Length];
        for (int i = 0; i < error.Length; i++)
        {
            int row = i / targets, target = i % targets;
            double size = intercepts is { Length: > 0 } ? Math.Abs(intercepts[target]) : 0, moved = 0;
            for (int k = 0; k < width; k++)
            {
                double weight = Math.Abs(coefficients[(target * width) + k]);
                size += weight * Math.Abs(x[(row * width) + k]);
                moved += weight * (errors[0]?[(row * width) + k] ?? 0);
            }
            error[i] = (2 * Half * (width + 1) * size) + moved;
        }
        return error;
    }

    private static double[] OfReduction(PlanStep step, Tensor?[] inputs, double[]?[] errors, Tensor result)
    {
        Tensor?[] sizes = [Tensors.Map(inputs[0]!, static (x, _) => Math.Abs(x)), .. inputs.Skip(1)];
        int terms = Math.Max(1, inputs[0]!.Length / Math.Max(1, result.Length));
        double[] error = Scaled(Run(step, sizes), 2 * Half * (terms + 2));
        if (errors[0] is { } distance) Add(error, Run(step, [Tensors.Map(inputs[0]!, (_, at) => distance[at]), .. inputs.Skip(1)]));
        return error;
    }

    // Exponentials of differences from the highest, over their sum: a score that moves by e moves every share by at most a factor of exp(2e).
    private static double[] OfSoftmax(Tensor?[] inputs, double[]?[] errors, Tensor result)
    {
        int classes = Math.Max(1, result.Size(-1)), scores = Math.Max(1, inputs[0]!.Size(-1));
        double[] shares = Tensors.Numbers(result), moved = errors[0] is { } error ? [.. error.Chunk(scores).Select(static row => Math.Exp(2 * row.Max()) - 1)] : [];
        return [.. shares.Select((share, i) => Math.Abs(share) * ((moved.Length == 0 ? 0 : moved[i / classes]) + (2 * Half * (classes + (2 * Ulps)))))];
    }

    // The same of shares that are exponentials of their logarithms: a share moves as far as its logarithm is rounded.
    private static double[] OfShares(Tensor?[] inputs, double[]?[] errors, Tensor result)
    {
        double[] error = OfSoftmax(inputs, errors, result), shares = Tensors.Numbers(result);
        for (int i = 0; i < error.Length; i++)
            if (shares[i] > 0) error[i] += 2 * Half * -Math.Min(0, Math.Log(shares[i])) * shares[i];
        return error;
    }

    // A part of a sum moves with itself and with the sum.
    private static double[] OfParts(Tensor?[] inputs, double[]?[] errors, Tensor result)
    {
        int classes = Math.Max(1, result.Size(-1));
        double[] shares = Tensors.Numbers(result), x = Tensors.Numbers(inputs[0]!), error = errors[0] ?? new double[x.Length];
        double[] sums = [.. x.Chunk(classes).Select(static row => row.Where(static part => part > 0).Sum())], moved = [.. error.Chunk(classes).Select(static row => row.Sum())];
        return [.. shares.Select((share, i) => (2 * Half * Math.Abs(share)) + (sums[i / classes] > 0 ? (error[i] + (Math.Abs(share) * moved[i / classes])) / Math.Max(double.Epsilon, sums[i / classes] - moved[i / classes]) : error[i]))];
    }

    // The error of each item of a row counts by itself: what they do together is at most the sum.
    private static double[] OfEach(PlanStep step, Tensor?[] inputs, double[] distance, Tensor result)
    {
        int width = Math.Max(1, inputs[0]!.Size(-1)), items = Math.Max(1, result.Size(-1));
        double[] center = Tensors.Numbers(result), error = Scaled(center, 2 * Half * 2);
        for (int item = 0; item < width; item++)
        {
            double[] up = Shifted(1), down = Shifted(-1);
            for (int i = 0; i < error.Length; i++) error[i] += Math.Max(Math.Abs(up[i] - center[i]), Math.Abs(down[i] - center[i]));

            double[] Shifted(int sign) => Run(step, [Tensors.Map(inputs[0]!, (x, i) => i % width == item ? x + (sign * distance[i]) : x), .. inputs.Skip(1)]);
        }
        return error;
    }

    // √(a / b), where a and b are sums of squares from which others are taken off; a may be as small as its error.
    private static double[] OfSubspace(PlanStep step, Tensor?[] inputs, double[]?[] errors, Tensor result)
    {
        var mean = (float[])step.Operator.Arguments.First(static a => a.Parameter == "mean").Value!;
        var vectors = (Tensor<float>)step.Operator.Arguments.First(static a => a.Parameter == "vectors").Value!;
        int width = mean.Length;
        double[][] components = [.. Tensors.Numbers(vectors).Chunk(width)];
        double[] x = Tensors.Numbers(inputs[0]!), scores = Tensors.Numbers(result);
        return [.. scores.Select((score, row) => Root(score, x.AsSpan(row * width, width), errors[0] is { } error ? error.AsSpan(row * width, width) : default))];

        double Root(double score, ReadOnlySpan<double> own, ReadOnlySpan<double> moved)
        {
            double whole = 0, rough = 0, off = 0;
            for (int j = 0; j < width; j++)
            {
                double m = mean[j], distance = Math.Abs(own[j]) + Math.Abs(m);
                whole += (own[j] - m) * (own[j] - m);
                rough += distance * distance;
                if (!moved.IsEmpty) off += moved[j] * ((2 * distance) + moved[j]);
            }
            double error = (2 * Half * (width + 4) * rough) + off;
            foreach (double[] component in components)
            {
                double projected = 0, terms = 0, own0 = 0;
                for (int j = 0; j < width; j++)
                {
                    projected += component[j] * (own[j] - mean[j]);
                    terms += Math.Abs(component[j]) * (Math.Abs(own[j]) + Math.Abs(mean[j]));
                    if (!moved.IsEmpty) own0 += Math.Abs(component[j]) * moved[j];
                }
                double step = (2 * Half * (width + 2) * terms) + own0;
                error += step * ((2 * Math.Abs(projected)) + step);
            }
            if (!(whole > error)) return double.PositiveInfinity;
            double share = 2 * error / whole, square = score * score;
            return (4 * Half * score) + (square > share ? share / score : Math.Sqrt(2 * share));
        }
    }

    private static double[] OfFunction(PlanStep step, Tensor?[] inputs, double[]?[] errors, Tensor result, Func<double, double> unit)
    {
        double[] center = Tensors.Numbers(result), error = [.. center.Select(y => Ulps * 2 * Half * unit(y))];
        if (errors[0] is not { } distance) return error;
        double[] up = Run(step, [Tensors.Map(inputs[0]!, (x, i) => x + distance[i]), .. inputs.Skip(1)]), down = Run(step, [Tensors.Map(inputs[0]!, (x, i) => x - distance[i]), .. inputs.Skip(1)]);
        for (int i = 0; i < error.Length; i++) error[i] += Math.Max(Math.Abs(up[i] - center[i]), Math.Abs(down[i] - center[i]));
        return error;
    }

    private static double[] Run(PlanStep step, Tensor?[] inputs)
    {
        Tensor?[] outputs = [.. step.Outputs.Select(static value => value?.Make())];
        step.Operator.Run(inputs, outputs);
        return Tensors.Numbers(outputs[0]!);
    }

    private static double[] Scaled(double[] numbers, double factor) => [.. numbers.Select(number => Math.Abs(number) * factor)];

    private static void Add(double[] error, double[] more)
    {
        for (int i = 0; i < error.Length; i++) error[i] += more[i];
    }
}
