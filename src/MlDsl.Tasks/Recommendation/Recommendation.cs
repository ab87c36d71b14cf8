using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Recommend items to users by what they and others did. Rows have a <see cref="UserAttribute"/>, an <see cref="ItemAttribute"/> and an <see cref="EventTimeAttribute"/>; an <see cref="EventAttribute"/> says
/// how strong an event is, or a <see cref="LabelAttribute"/> how the item was rated.
/// </summary>
[Task(
    "Recommendation", Target = TargetKind.Preference, Labels = LabelKinds.Number, Shape = TaskShape.Interactions, DefaultTrainer = typeof(ImplicitAlsAttribute),
    Base = typeof(RecommendationModel<,,,>))]
public sealed class Recommendation : ITask;
