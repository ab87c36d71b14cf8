using MlDsl.Training;

namespace MlDsl.Monitoring.Estimates;

/// <summary>Fits <see cref="DirichletCurve"/> to rows, and again to draws of them. Newton's method with halved steps; the loss is convex.</summary>
/// <remarks>
/// A draw begins at the fit of all rows and keeps that fit's curvature: one or two steps bring it as close to its own bottom as an interval can tell. All numbers are pulled to those of the
/// identity with a strength of a hundredth of a row: next to nothing beside rows that say anything, and a finite answer where probabilities part the classes perfectly.
/// </remarks>
internal sealed class DirichletFit
{
    private const double Pull = 0.01, Accuracy = 1e-9, AccuracyOfDraws = 0.02;
    private const int MostSteps = 100, MostStepsOfDraws = 6, MostHalvings = 30;

    private readonly float[] logs;
    private readonly int[] labels;
    private readonly int classes, size;
    // At the fit of all rows: the numbers, the Cholesky factor's matrix, and of each row the loss and how far each class's probability is above its label.
    private readonly double[] numbers, curvature, losses;
    private readonly float[] errors;

    /// <param name="logs">The logarithms of the model's probabilities, clipped; row-major, rows × classes.</param>
    /// <param name="labels">The index of each row's class.</param>
    /// <param name="classes">The number of classes.</param>
    public DirichletFit(float[] logs, int[] labels, int classes)
    {
        (this.logs, this.labels, this.classes, size) = (logs, labels, classes, (2 * classes) - 1);
        int[] once = new int[labels.Length];
        Array.Fill(once, 1);
        double[] at = new double[size], gradient = new double[size];
        at.AsSpan(0, classes).Fill(1);
        curvature = new double[size * size];
        double loss = Loss(at, once, gradient);
        for (int step = 0; step < MostSteps; step++)
        {
            Bend(at);
            if (Move(ref at, ref loss, ref gradient, once, Accuracy * (1 + Math.Abs(loss)))) break;
        }
        numbers = at;
        Bend(at);
        (losses, errors) = (new double[labels.Length], new float[logs.Length]);
        for (int row = 0; row < labels.Length; row++)
        {
            Span<float> own = errors.AsSpan(row * classes, classes);
            losses[row] = LossOf(at, row, own);
            own[labels[row]]--;
        }
    }

    /// <summary>The curve of all rows.</summary>
    public DirichletCurve Curve => new(numbers);

    /// <summary>The curve of rows that count so often each.</summary>
    public DirichletCurve Again(int[] counts)
    {
        double[] at = [.. numbers], gradient = new double[size];
        double loss = 0;
        for (int row = 0; row < counts.Length; row++)
        {
            if (counts[row] == 0) continue;
            loss += counts[row] * losses[row];
            Add(gradient, row, counts[row], errors.AsSpan(row * classes, classes));
        }
        loss += Pulled(at, gradient);
        for (int step = 0; step < MostStepsOfDraws; step++)
            if (Move(ref at, ref loss, ref gradient, counts, AccuracyOfDraws)) break;
        return new DirichletCurve(at);
    }

    // One step down; true where the bottom is reached.
    private bool Move(ref double[] at, ref double loss, ref double[] gradient, int[] counts, double accuracy)
    {
        double[] move = CholeskySolve.Of([.. curvature], gradient, static (_, left, before) => Math.Max(left, 1e-12 * before)), next = new double[size], there = new double[size];
        double slope = 0;
        for (int i = 0; i < size; i++) slope += move[i] * gradient[i];
        for (int halving = 0; halving < MostHalvings; halving++)
        {
            double length = Math.ScaleB(1, -halving);
            for (int i = 0; i < size; i++) next[i] = at[i] - (length * move[i]);
            // The rest of the way is too short to be looked at.
            if (slope <= accuracy)
            {
                at = next;
                return true;
            }
            double tried = Loss(next, counts, there);
            if (tried >= loss - (1e-4 * length * slope)) continue;
            (at, loss, gradient) = (next, tried, there);
            return false;
        }
        return true;
    }

    private double Loss(double[] at, int[] counts, double[] gradient)
    {
        Array.Clear(gradient);
        double loss = 0;
        Span<float> own = classes <= 64 ? stackalloc float[64] : new float[classes];
        own = own[..classes];
        for (int row = 0; row < labels.Length; row++)
        {
            if (counts[row] == 0) continue;
            loss += counts[row] * LossOf(at, row, own);
            own[labels[row]]--;
            Add(gradient, row, counts[row], own);
        }
        return loss + Pulled(at, gradient);
    }

    private double LossOf(double[] at, int row, Span<float> probabilities)
    {
        ReadOnlySpan<float> own = logs.AsSpan(row * classes, classes);
        return DirichletCurve.At(at, own, probabilities) - DirichletCurve.ExponentOf(at, own, labels[row]);
    }

    private void Add(double[] gradient, int row, int count, ReadOnlySpan<float> error)
    {
        ReadOnlySpan<float> own = logs.AsSpan(row * classes, classes);
        for (int k = 0; k < classes; k++)
        {
            double weighted = (double)count * error[k];
            gradient[k] += weighted * own[k];
            if (k < classes - 1) gradient[classes + k] += weighted;
        }
    }

    private double Pulled(double[] at, double[] gradient)
    {
        double loss = 0;
        for (int i = 0; i < size; i++)
        {
            double away = at[i] - (i < classes ? 1 : 0);
            loss += Pull / 2 * away * away;
            gradient[i] += Pull * away;
        }
        return loss;
    }

    // The lower half of the second derivatives.
    private void Bend(double[] at)
    {
        Array.Clear(curvature);
        var probabilities = new float[classes];
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<float> own = logs.AsSpan(row * classes, classes);
            DirichletCurve.At(at, own, probabilities);
            for (int i = 0; i < classes; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    double bend = probabilities[i] * ((i == j ? 1.0 : 0) - probabilities[j]);
                    curvature[(i * size) + j] += bend * own[i] * own[j];
                    if (i < classes - 1)
                    {
                        curvature[((classes + i) * size) + classes + j] += bend;
                        curvature[((classes + i) * size) + j] += bend * own[j];
                    }
                    if (i != j && j < classes - 1) curvature[((classes + j) * size) + i] += bend * own[i];
                }
            }
        }
        for (int i = 0; i < size; i++) curvature[(i * size) + i] += Pull;
    }
}
