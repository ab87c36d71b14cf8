using System.Numerics;

namespace MlDsl.Kernels;

/// <summary>What follows the walk: averages, base values, the choice of a class, transforms.</summary>
internal static unsafe class ScoreWriter
{
    /// <summary>The one score of a regression. ONNX Runtime applies no transform but the probit here.</summary>
    public static T Single<T>(PackedTrees packed, T score)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (packed.Aggregate == TreeAggregate.Average) score /= T.CreateTruncating(packed.TreeCount);
        score += packed.BaseValueCount == 1 ? *(T*)packed.BaseValues : T.Zero;
        return packed.Transform == ScoreTransform.Probit ? ScoreMath.Probit(score) : score;
    }

    /// <summary>The scores of a regression with several outputs, from places 2^shift apart.</summary>
    public static void Regression<T>(PackedTrees packed, T* scores, byte* voted, int shift, Span<T> into)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var bases = (T*)packed.BaseValues;
        bool hasBase = packed.BaseValueCount != 0;
        for (int i = 0; i < into.Length; i++)
        {
            T score = scores[i << shift];
            if (packed.Aggregate == TreeAggregate.Average) score /= T.CreateTruncating(packed.TreeCount);
            if (hasBase) score += bases[i];

            // An output that no leaf voted for is 0 in ONNX Runtime, whatever its base value.
            into[i] = voted[i << shift] != 0 ? score : T.Zero;
        }
        ScoreMath.Apply(packed.Transform, into);
    }

    /// <summary>The scores of a classifier and the position of the class it chooses.</summary>
    public static int Classes<T>(PackedTrees packed, T* scores, byte* voted, int shift, Span<T> into)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        into.Length == 2 ? TwoClasses(packed, scores, voted, shift, into) : ManyClasses(packed, scores, voted, shift, into);

    private static int ManyClasses<T>(PackedTrees packed, T* scores, byte* voted, int shift, Span<T> into)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var bases = (T*)packed.BaseValues;
        int chosen = -1;
        T highest = T.Zero;
        bool hasBase = packed.BaseValueCount != 0;
        for (int i = 0; i < into.Length; i++)
        {
            T score = scores[i << shift];
            if (hasBase) score += bases[i];
            into[i] = hasBase || voted[i << shift] != 0 ? score : T.Zero;

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
    private static int TwoClasses<T>(PackedTrees packed, T* scores, byte* voted, int shift, Span<T> into)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var bases = (T*)packed.BaseValues;
        T first = scores[0], second = scores[1 << shift];
        bool firstVoted = voted[0] != 0, secondVoted = voted[1 << shift] != 0;
        bool isSingle = false, isPaired = false;
        switch (packed.BaseValueCount)
        {
            case 2 when secondVoted:
                second = bases[1] + first;
                first = -second;
                break;
            case 2:
                second += bases[1];
                first += bases[0];
                break;
            case 1:
                first += bases[0];
                isSingle = !secondVoted;
                break;
            default:
                isPaired = true;
                isSingle = !secondVoted;
                break;
        }
        T decisive = secondVoted ? second : firstVoted ? first : T.Zero;
        bool isOneClass = (packed.Flags & PackedFlags.OneVotedClass) != 0;
        bool isShare = isOneClass && (packed.Flags & PackedFlags.NoNegativeWeight) != 0;
        into[0] = firstVoted ? first : T.Zero;
        into[1] = secondVoted ? second : T.Zero;
        if (!isSingle) ScoreMath.Apply(packed.Transform, into);
        else WriteSingle(packed.Transform, into[0], isPaired || isOneClass, isShare, into);
        return decisive > (isShare ? T.CreateTruncating(0.5f) : T.Zero) ? 1 : 0;
    }

    /// <summary>One score for two classes.</summary>
    /// <param name="transform">The ensemble's transform.</param>
    /// <param name="score">The score.</param>
    /// <param name="isPaired">Whether the other class gets a score at all; ONNX Runtime leaves its place as it was where not.</param>
    /// <param name="isShare">Whether the two scores sum to one instead of zero.</param>
    /// <param name="into">Where the scores go.</param>
    private static void WriteSingle<T>(ScoreTransform transform, T score, bool isPaired, bool isShare, Span<T> into)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (into[0], into[1]) = transform switch
        {
            ScoreTransform.Probit => (ScoreMath.Probit(score), T.Zero),
            _ when !isPaired => (score, T.Zero),
            ScoreTransform.Logistic => (ScoreMath.Logistic(-score), ScoreMath.Logistic(score)),
            _ => (isShare ? T.One - score : -score, score),
        };
    }
}
