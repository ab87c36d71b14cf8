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
        bool isExtreme = packed.Aggregate is TreeAggregate.Min or TreeAggregate.Max;
        for (int i = 0; i < into.Length; i++)
        {
            float score = scores[i << shift];
            if (packed.Aggregate == TreeAggregate.Average) score /= packed.TreeCount;
            if (isExtreme) score = (hasBase ? packed.BaseValues[i] : 0f) + (voted[i << shift] != 0 ? score : 0f);
            else if (hasBase) score += packed.BaseValues[i];
            into[i] = score;
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
            into[i] = score;

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
        bool single = false;
        var rule = SecondScore.None;
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
                single = !secondVoted;
                break;
            default:
                rule = SecondScore.Negative;
                single = !secondVoted;
                break;
        }
        float decisive = secondVoted ? second : firstVoted ? first : 0f;
        bool isSecond = decisive > 0f;
        if ((packed.Flags & PackedFlags.OneVotedClass) != 0)
        {
            bool complements = (packed.Flags & PackedFlags.NoNegativeWeight) != 0;
            if (complements) isSecond = decisive > 0.5;
            rule = complements ? SecondScore.Complement : isSecond ? SecondScore.Positive : SecondScore.Negative;
        }
        if (single) WriteSingle(packed.Transform, first, rule, into);
        else
        {
            into[0] = first;
            into[1] = second;
            ScoreMath.Apply(packed.Transform, into);
        }
        return isSecond ? 1 : 0;
    }

    private enum SecondScore
    {
        None,
        Complement,
        Positive,
        Negative,
    }

    private static void WriteSingle(ScoreTransform transform, float score, SecondScore rule, Span<float> into)
    {
        (into[0], into[1]) = (transform, rule) switch
        {
            // ONNX Runtime writes one score here and leaves the other place as it was.
            (ScoreTransform.Probit, _) => (ScoreMath.Probit(score), 0f),
            (_, SecondScore.None) => (score, 0f),
            (_, SecondScore.Complement) => (1f - score, score),
            (ScoreTransform.Logistic, _) => (ScoreMath.Logistic(-score), ScoreMath.Logistic(score)),
            (_, SecondScore.Positive) => (-score, score),
            _ => (score, -score),
        };
    }
}
