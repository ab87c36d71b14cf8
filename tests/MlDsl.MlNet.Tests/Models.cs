using Microsoft.ML.Data;
using MlDsl.MlNet.Models;

namespace MlDsl.MlNet.Tests;

public sealed class TopicPrediction
{
    [ColumnName("PredictedLabel")]
    public string Topic { get; set; } = "";

    public float[] Score { get; set; } = [];
}

public sealed class UrgentPrediction
{
    public bool PredictedLabel { get; set; }

    public float Score { get; set; }

    public float Probability { get; set; }
}

public sealed class OddPrediction
{
    public bool PredictedLabel { get; set; }

    public float Score { get; set; }
}

public sealed class HoursPrediction
{
    public float Score { get; set; }
}

[MlNetModel("Made/bayes.zip", Backend = Backend.Runtime)]
public sealed partial class Bayes : IScorer<Ticket, TopicPrediction>;

[MlNetModel("Made/bayes.zip", Backend = Backend.Runtime)]
public sealed partial class OwnBayes;

[MlNetModel("Made/pairs.zip", Backend = Backend.Runtime)]
public sealed partial class Pairs : IScorer<Ticket, TopicPrediction>;

[MlNetModel("Made/fields.zip", Backend = Backend.Runtime)]
public sealed partial class Fields : IScorer<Ticket, UrgentPrediction>;

[MlNetModel("Made/odd.zip", Backend = Backend.Runtime)]
public sealed partial class Odd : IScorer<Ticket, OddPrediction>;

[MlNetModel("Made/odd.zip", Backend = Backend.Runtime)]
public sealed partial class OwnOdd;

[MlNetModel("Made/stops.zip", Backend = Backend.Runtime)]
public sealed partial class Stops : IScorer<Ticket, UrgentPrediction>;

[MlNetModel("Made/mapping.zip")]
public sealed partial class Mapping : IScorer<Ticket, HoursPrediction>;

[MlNetModel("Made/plain.zip")]
public sealed partial class Plain : IScorer<Ticket, HoursPrediction>;

[MlNetModel("Made/plain.zip", Backend = Backend.Runtime)]
public sealed partial class PlainByMlNet : IScorer<Ticket, HoursPrediction>;
