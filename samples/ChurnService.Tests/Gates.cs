using ChurnService;
using MlDsl;

// What the model's declaration requires, a fact for each requirement: held against the assessment that its file keeps.
[assembly: GatesOf<ChurnModel>(Model = "Models/churn.mldsl")]
