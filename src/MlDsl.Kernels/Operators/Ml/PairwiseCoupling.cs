namespace MlDsl.Kernels.Operators;

/// <summary>
/// Probabilities of classes from decisions between each two of them: Platt's sigmoid per pair, then the second method of Wu, Lin and Weng
/// (2004) as LIBSVM iterates it, in single precision as ONNX Runtime does.
/// </summary>
internal static class PairwiseCoupling
{
    private const int MaxRounds = 100;
    private const float Least = 1e-7f;

    /// <summary>The numbers of scratch memory for so many classes.</summary>
    public static int Scratch(int classes) => (2 * classes * classes) + classes;

    public static void Probabilities(ReadOnlySpan<float> decisions, ReadOnlySpan<float> slopes, ReadOnlySpan<float> shifts, Span<float> p, Span<float> scratch)
    {
        int k = p.Length, pair = 0;
        Span<float> r = scratch[..(k * k)], q = scratch.Slice(k * k, k * k), qp = scratch.Slice(2 * k * k, k);
        for (int i = 0; i < k; i++)
            for (int j = i + 1; j < k; j++, pair++)
            {
                float share = Math.Clamp(1f - ScoreMath.Logistic((decisions[pair] * slopes[pair]) + shifts[pair]), Least, 1f - Least);
                (r[(i * k) + j], r[(j * k) + i]) = (share, 1f - share);
            }
        q.Clear();
        p.Fill(1f / k);
        for (int i = 0; i < k; i++)
            for (int j = 0; j < k; j++)
            {
                if (j == i) continue;
                q[(i * k) + i] += r[(j * k) + i] * r[(j * k) + i];
                q[(i * k) + j] = -r[(j * k) + i] * r[(i * k) + j];
            }
        Iterate(q, qp, p);
    }

    private static void Iterate(ReadOnlySpan<float> q, Span<float> qp, Span<float> p)
    {
        int k = p.Length;
        float tolerance = 0.005f / k;
        for (int round = 0; round < Math.Max(MaxRounds, k); round++)
        {
            float pqp = 0f;
            for (int i = 0; i < k; i++)
            {
                qp[i] = 0f;
                for (int j = 0; j < k; j++) qp[i] += q[(i * k) + j] * p[j];
                pqp += p[i] * qp[i];
            }
            float error = 0f;
            foreach (float value in qp) error = Math.Max(error, Math.Abs(value - pqp));
            if (error < tolerance) return;
            for (int i = 0; i < k; i++)
            {
                float own = q[(i * k) + i], step = (pqp - qp[i]) / own;
                p[i] += step;
                pqp = (pqp + (step * ((step * own) + (2f * qp[i])))) / (1f + step) / (1f + step);
                for (int j = 0; j < k; j++)
                {
                    qp[j] = (qp[j] + (step * q[(i * k) + j])) / (1f + step);
                    p[j] /= 1f + step;
                }
            }
        }
    }
}
