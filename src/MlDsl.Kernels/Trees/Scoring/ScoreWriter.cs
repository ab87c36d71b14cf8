namespace MlDsl.Kernels;

/// <summary>What follows the walk: averages, base values, the choice of a class, transforms.</summary>
internal static unsafe class ScoreWriter
{
    /// <summary>The one score of a regression. ONNX Runtime applies no transform but the probit here.</summary>
    public static float Single(PackedTrees packed, float score)
    {
        if (packed.Aggregate == TreeAggregate.Average) score /= packed.TreeCount;
        score += packed.BaseValueCount == 1 ? packed.BaseValues[0] : 0f;
        return packed.Transform == ScoreTransform.Probit ? ScoreMath.Probit(score) : score;
    }

    /// <summary>The scores of a regression with several outputs, from places 2^shift apart.</summary>
    public static void Regression(PackedTrees packed, float* scores, byte* voted, int shift, Span<float> into)
    {
        bool hasBase = packed.BaseValueCount != 0;
        for (int i = 0; i < into.Length; i++)
        {
            float score = scores[i << shift];
            if (packed.Aggregate == TreeAggregate.Average) score /= packed.TreeCount;
            if (hasBase) score += packed.BaseValues[i];

            // An output that no leaf voted for is 0 in ONNX Runtime, whatever its base value.
            into[i] = voted[i << shift] != 0 ? score : 0f;
        }
        ScoreMath.Apply(packed.Transform, into);
    }

    /// <summary>The scores of a classifier and the position of the class it chooses.</summary>
    public static int Classes(PackedTrees packed, float* scores, byte* voted, int shift, Span<float> into) =>
        into.Length == 2 ? TwoClasses(packed, scores, voted, shift, into) : ManyClasses(packed, scores, voted, shift, into);

    private static int ManyClasses(PackedTrees packed, float* scores, byte* voted, int shift, Span<float> into)
    {
        int chosen = -1;
        float highest = 0f;
        bool hasBase = packed.BaseValueCount != 0;
        for (int i = 0; i < into.Length; i++)
        {
            float score = scores[i << shift];
            if (hasBase) score += packed.BaseValues[i];
            into[i] = hasBase || voted[i << shift] != 0 ? score : 0f;

            // A class that no leaf voted for cannot be chosen, unless it has a base value.
            if ((!hasBase && voted[i << shift] == 0) || (chosen >= 0 && !(score > highest))) continue;
            chosen = i;
            highest = score;
        }
        ScoreMath.Apply(packed.Transform, into);
        return Math.Max(chosen, 0);
    }

    // ONNX Runtime's rules for two classes, which the operator's specification leaves open: what counts as the one score, from which side
    // of 0 or 0.5 the second class is chosen, and how the other class's score is made up where only one is known.
    private static int TwoClasses(PackedTrees packed, float* scores, byte* voted, int shift, Span<float> into)
    {
        float first = scores[0], second = scores[1 << shift];
        bool firstVoted = voted[0] != 0, secondVoted = voted[1 << shift] != 0;
        bool isSingle = false, isPaired = false;
        switch (packed.BaseValueCount)
        {
            case 2 when secondVoted:
                second = packed.BaseValues[1] + first;
                first = -second;
                break;
            case 2:
                second += packed.BaseValues[1];
                first += packed.BaseValues[0];
                break;
            case 1:
                first += packed.BaseValues[0];
                isSingle = !secondVoted;
                break;
            default:
                isPaired = true;
                isSingle = !secondVoted;
                break;
        }
        float decisive = secondVoted ? second : firstVoted ? first : 0f;
        bool isOneClass = (packed.Flags & PackedFlags.OneVotedClass) != 0;
        bool isShare = isOneClass && (packed.Flags & PackedFlags.NoNegativeWeight) != 0;
        into[0] = firstVoted ? first : 0f;
        into[1] = secondVoted ? second : 0f;
        if (!isSingle) ScoreMath.Apply(packed.Transform, into);
        else WriteSingle(packed.Transform, into[0], isPaired || isOneClass, isShare, into);
        return decisive > (isShare ? 0.5f : 0f) ? 1 : 0;
    }

    /// <summary>One score for two classes.</summary>
    /// <param name="transform">The ensemble's transform.</param>
    /// <param name="score">The score.</param>
    /// <param name="isPaired">Whether the other class gets a score at all; ONNX Runtime leaves its place as it was where not.</param>
    /// <param name="isShare">Whether the two scores sum to one instead of zero.</param>
    /// <param name="into">Where the scores go.</param>
    private static void WriteSingle(ScoreTransform transform, float score, bool isPaired, bool isShare, Span<float> into)
    {
        (into[0], into[1]) = transform switch
        {
            ScoreTransform.Probit => (ScoreMath.Probit(score), 0f),
            _ when !isPaired => (score, 0f),
            ScoreTransform.Logistic => (ScoreMath.Logistic(-score), ScoreMath.Logistic(score)),
            _ => (isShare ? 1f - score : -score, score),
        };
    }
}
