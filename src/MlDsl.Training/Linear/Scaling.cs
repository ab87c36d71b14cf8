using System.Numerics.Tensors;

namespace MlDsl.Training;

/// <summary>
/// The change of variables under which the trainers solve: features centred, and each weight multiplied by the square root of
/// its own second derivative at the start.
/// </summary>
/// <remarks>
/// Seconds beside one-hot positions then look alike to the solver, which sees a Hessian whose diagonal is about 1. Centring
/// happens in the intercept (b = c − β·mean), so that sparse rows stay sparse. Weights lie position by position, the outputs
/// of one position together, then come the intercepts.
/// </remarks>
internal sealed class Scaling
{
    // Below the square of this share of its mean a spread is rounding: a float resolves only 6e-8 of its value.
    private const double Resolution = 1e-10;

    private readonly int outputs;
    private readonly double[] center;
    private readonly double[] means;
    private readonly double[] inverse;
    private readonly double[] biasInverse;

    /// <summary>Measures the variables.</summary>
    /// <param name="summary">Mean and variance of the columns.</param>
    /// <param name="curvature">Per output the second derivative of the loss at the start.</param>
    /// <param name="l2">The strength of the squared penalty.</param>
    /// <param name="isCentred">Whether there is an intercept, in which features are centred.</param>
    public Scaling(DesignSummary summary, double[] curvature, double l2, bool isCentred)
    {
        outputs = curvature.Length;
        means = summary.Mean;
        center = isCentred ? summary.Mean : new double[summary.Mean.Length];
        inverse = new double[center.Length * outputs];
        biasInverse = [.. curvature.Select(value => isCentred ? 1 / Math.Sqrt(value) : 0)];
        for (int position = 0; position < center.Length; position++)
        {
            double mean = summary.Mean[position], variance = summary.Variance[position];
            double spread = isCentred ? variance : variance + (mean * mean);
            // A column that never changes says nothing beside an intercept, nor does one of zeros: its weight stays 0.
            if (spread <= Resolution * Resolution * mean * mean)
                continue;
            for (int output = 0; output < outputs; output++)
                inverse[(position * outputs) + output] = 1 / Math.Sqrt((curvature[output] * spread) + l2);
        }
    }

    /// <summary>The number of variables.</summary>
    public int Length => inverse.Length + outputs;

    /// <summary>Per position what the solver subtracts from the feature.</summary>
    public ReadOnlySpan<double> Center => center;

    /// <summary>Per weight what turns a variable into it; 0 where the weight is fixed at 0.</summary>
    public ReadOnlySpan<double> Inverse => inverse;

    /// <summary>The weights and intercepts at a point of the solver.</summary>
    public void ToWeights(ReadOnlySpan<double> point, Span<double> weights, Span<double> biases)
    {
        for (int output = 0; output < outputs; output++)
            biases[output] = point[inverse.Length + output] * biasInverse[output];
        for (int position = 0, index = 0; position < center.Length; position++)
        {
            for (int output = 0; output < outputs; output++, index++)
            {
                weights[index] = point[index] * inverse[index];
                biases[output] -= weights[index] * center[position];
            }
        }
    }

    /// <summary>Turns the derivatives by weight and intercept into those by the solver's variables.</summary>
    public void ToGradient(ReadOnlySpan<double> byWeight, ReadOnlySpan<double> byBias, Span<double> gradient)
    {
        for (int position = 0, index = 0; position < center.Length; position++)
        {
            for (int output = 0; output < outputs; output++, index++)
                gradient[index] = (byWeight[index] - (center[position] * byBias[output])) * inverse[index];
        }

        for (int output = 0; output < outputs; output++)
            gradient[inverse.Length + output] = byBias[output] * biasInverse[output];
    }

    /// <summary>The point where all weights are 0.</summary>
    public double[] Start(double[] intercepts)
    {
        var point = new double[Length];
        for (int output = 0; output < outputs; output++)
            point[inverse.Length + output] = biasInverse[output] == 0 ? 0 : intercepts[output] / biasInverse[output];
        return point;
    }

    /// <summary>
    /// Makes the intercepts of all outputs sum to 0, and on request the weights of each position too. Softmax does not notice
    /// and the squared penalty is least there; the solver, for which that direction is nearly flat, stops short of it.
    /// </summary>
    /// <param name="point">The solver's variables.</param>
    /// <param name="weightsToo">Whether the weights may move: an absolute penalty forbids it.</param>
    public void CenterOutputs(Span<double> point, bool weightsToo)
    {
        double offset = 0;
        for (int first = 0; first < point.Length; first += outputs)
        {
            bool isWeight = first < inverse.Length;
            Span<double> variables = point.Slice(first, outputs);
            ReadOnlySpan<double> units = isWeight ? inverse.AsSpan(first, outputs) : biasInverse;
            double mean = TensorPrimitives.Dot(variables, units) / outputs;
            if (isWeight && !weightsToo)
            {
                offset += mean * center[first / outputs];
                continue;
            }

            for (int output = 0; output < outputs; output++)
                variables[output] -= units[output] == 0 ? 0 : (mean - (isWeight ? 0 : offset)) / units[output];
        }
    }

    /// <summary>Per variable the strength of its absolute penalty.</summary>
    public double[] AbsolutePenalty(double l1)
    {
        var penalty = new double[Length];
        for (int index = 0; index < inverse.Length; index++)
            penalty[index] = l1 * inverse[index];
        return penalty;
    }

    /// <summary>The model at a point of the solver.</summary>
    /// <param name="point">The solver's variables.</param>
    /// <param name="iterations">The iterations that were made.</param>
    /// <param name="converged">Whether the tolerance was reached.</param>
    /// <param name="objective">The objective at the point.</param>
    /// <param name="reduced">Where the columns have their positions; null where they are the positions.</param>
    /// <exception cref="TrainingException">A weight is beyond what a float holds.</exception>
    public LinearWeights ToModel(ReadOnlySpan<double> point, int iterations, bool converged, double objective, ReducedDesign? reduced = null)
    {
        int width = center.Length;
        var weights = new float[inverse.Length];
        var biases = new float[outputs];
        for (int output = 0; output < outputs; output++)
        {
            // The intercept goes with the rounded weights, so that rounding does not shift every prediction.
            double bias = point[inverse.Length + output] * biasInverse[output];
            for (int position = 0; position < width; position++)
            {
                int index = (position * outputs) + output;
                float weight = (float)(point[index] * inverse[index]);
                if (!float.IsFinite(weight))
                {
                    int named = reduced?.PositionOf(position) ?? position;
                    throw new TrainingException($"The weight of feature position {named} is beyond what a float holds; scale that feature, or raise L2", null, named);
                }

                weights[(output * width) + position] = weight;
                bias -= (double)weight * center[position];
            }

            biases[output] = float.IsFinite((float)bias)
                ? (float)bias
                : throw new TrainingException("The intercept is beyond what a float holds; scale the features and the labels, or raise L2");
        }

        return new LinearWeights(weights, biases, iterations, converged, objective, Array.ConvertAll(means, static mean => (float)mean));
    }
}
