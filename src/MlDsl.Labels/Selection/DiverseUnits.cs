using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>Chooses units that differ from each other.</summary>
internal static class DiverseUnits
{
    /// <summary>Each time the unit that is furthest from every labelled one and every chosen one; the first, where none is labelled, at random.</summary>
    /// <remarks>k-center greedy: Sener and Savarese (2018), "Active Learning for Convolutional Neural Networks: A Core-Set Approach"; Gonzalez (1985).</remarks>
    /// <param name="points">The units first, then the labelled ones.</param>
    /// <param name="taker">Takes them.</param>
    /// <param name="units">How many units there are.</param>
    /// <param name="stream">Random numbers.</param>
    public static void KCenter(Embeddings points, Taker taker, int units, ulong stream)
    {
        double[] distances = new double[units], products = new double[units];
        Array.Fill(distances, double.PositiveInfinity);
        for (int labelled = units; labelled < points.Count; labelled++) Approach(labelled);
        taker.TakeEach(() =>
        {
            int best = -1;
            if (double.IsPositiveInfinity(distances[0])) best = (int)(EvaluationRandom.At(stream, 0) % (ulong)units);
            else
            {
                for (int unit = 0; unit < units; unit++)
                    if (taker.Fits(unit) && (best < 0 || distances[unit] > distances[best])) best = unit;
            }
            if (best < 0) return (-1, 0);
            double score = double.IsPositiveInfinity(distances[best]) ? 0 : Math.Sqrt(distances[best]);
            Approach(best);
            return (best, score);
        });

        void Approach(int center)
        {
            points.Multiply(center, products);
            for (int unit = 0; unit < units; unit++) distances[unit] = Math.Min(distances[unit], Math.Max(0, points.Square(center) + points.Square(unit) - (2 * products[unit])));
        }
    }

    /// <summary>
    /// Seeds of k-means++ among gradients of the last layer: the longest gradient first, then each with a probability that grows with the squared distance to the nearest chosen one.
    /// </summary>
    /// <remarks>
    /// BADGE: Ash, Zhang, Krishnamurthy, Langford and Agarwal (2020), "Deep Batch Active Learning by Diverse, Uncertain Gradient Lower Bounds". The gradient of the log-loss
    /// as if the likeliest class were true is (p − e) ⊗ (x, 1), p the probabilities, e the likeliest class and x what the last layer sees: for a linear model its features, so that it is the model's
    /// own gradient; for trees, which have no such layer, the features stand for it. Products of such gradients are products of their two parts: none is made.
    /// </remarks>
    /// <param name="points">The units.</param>
    /// <param name="errors">p − e of each unit, row by row.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="taker">Takes them.</param>
    /// <param name="stream">Random numbers.</param>
    public static void Badge(Embeddings points, double[] errors, int classes, Taker taker, ulong stream)
    {
        int units = points.Count;
        double[] distances = new double[units], products = new double[units];
        double[] squares = [.. Enumerable.Range(0, units).Select(unit => Dot(unit, unit) * (points.Square(unit) + 1))];
        Array.Fill(distances, double.PositiveInfinity);
        ulong step = 0;
        taker.TakeEach(() =>
        {
            int chosen = step == 0 ? Longest() : Draw();
            if (chosen < 0) return (-1, 0);
            double score = Math.Sqrt(step == 0 ? squares[chosen] : distances[chosen]);
            step++;
            points.Multiply(chosen, products);
            for (int unit = 0; unit < units; unit++)
                distances[unit] = Math.Min(distances[unit], Math.Max(0, squares[chosen] + squares[unit] - (2 * Dot(chosen, unit) * (products[unit] + 1))));
            return (chosen, score);
        });

        double Dot(int left, int right)
        {
            double sum = 0;
            for (int i = 0; i < classes; i++) sum += errors[(left * classes) + i] * errors[(right * classes) + i];
            return sum;
        }

        int Longest()
        {
            int best = -1;
            for (int unit = 0; unit < units; unit++)
                if (taker.Fits(unit) && (best < 0 || squares[unit] > squares[best])) best = unit;
            return best;
        }

        int Draw()
        {
            double total = 0;
            int last = -1;
            for (int unit = 0; unit < units; unit++)
            {
                if (!taker.Fits(unit)) continue;
                total += distances[unit];
                last = unit;
            }
            double draw = (EvaluationRandom.At(stream, step) >> 11) * (1.0 / (1UL << 53)) * total;
            for (int unit = 0; unit < units; unit++)
            {
                if (!taker.Fits(unit)) continue;
                if (draw < distances[unit]) return unit;
                draw -= distances[unit];
            }
            // Gradients that are all alike, or what rounding left.
            return last;
        }
    }
}
